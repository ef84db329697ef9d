package io.ovation.loadtest.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BroadcastSettingsTest {

    @Test
    void settings_giveTheNumbersOfEvents() {
        BroadcastSettings settings = settings(20, Duration.ofSeconds(5), Duration.ofSeconds(30));

        assertThat(settings.warmUpEvents()).isEqualTo(100);
        assertThat(settings.events()).isEqualTo(700);
    }

    @Test
    void timedViewers_areEvenlyAmongTheOthers() {
        BroadcastSettings settings = settings(20, Duration.ofSeconds(5), Duration.ofSeconds(30));

        assertThat(IntStream.range(0, 10).filter(settings::isTimed)).containsExactly(3, 6, 9);
    }

    @Test
    void receipts_areOfTheFirstWhoAreTimed() {
        BroadcastSettings settings = settings(20, Duration.ofSeconds(5), Duration.ofSeconds(30));

        assertThat(IntStream.range(0, 10).filter(settings::sendsReceipts)).containsExactly(3, 6);
    }

    @Test
    void settings_refuseARunWithoutOrWithTooManyEvents() {
        assertThatThrownBy(() -> settings(0.5, Duration.ofMinutes(1), Duration.ofSeconds(1)))
                .hasMessageStartingWith("--rate times --duration must give from 1 to 1000000 events");
        assertThatThrownBy(() -> settings(50_000, Duration.ZERO, Duration.ofMinutes(1)))
                .hasMessageEndingWith("not 3000000");
        assertThatThrownBy(() -> settings(Double.NaN, Duration.ZERO, Duration.ofMinutes(1)))
                .hasMessageStartingWith("--rate must be more than 0");
    }

    private static BroadcastSettings settings(double rate, Duration warmUp, Duration duration) {
        URI url = URI.create("http://127.0.0.1:1");
        return new BroadcastSettings(
                List.of(url), url, Topic.video("v"), 10, 3, 2, 0, rate, warmUp, duration, Duration.ZERO, 10, 1, 100);
    }
}
