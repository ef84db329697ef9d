package io.ovation.loadtest.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomSettingsTest {

    @Test
    void settings_giveTheNumbersOfComments() {
        RoomSettings settings = settings(2_000, Duration.ofSeconds(10), Duration.ofSeconds(15));

        assertThat(settings.warmUpComments()).isEqualTo(20_000);
        assertThat(settings.measuredComments()).isEqualTo(30_000);
        assertThat(settings.comments()).isEqualTo(50_000);
        assertThat(settings.measuredSeconds()).isEqualTo(15);
    }

    @Test
    void measuredSeconds_areThoseOfWholeComments() {
        assertThat(settings(2, Duration.ZERO, Duration.ofMillis(1_700)).measuredSeconds())
                .isEqualTo(1.5);
    }

    @Test
    void timedViewers_areEvenlyAmongTheOthers() {
        RoomSettings settings = settings(20, Duration.ofSeconds(5), Duration.ofSeconds(30));

        assertThat(IntStream.range(0, 10).filter(settings::isTimed)).containsExactly(3, 6, 9);
    }

    @Test
    void viewers_areSpreadOverTheFrontends() {
        RoomSettings settings = settings(20, Duration.ofSeconds(5), Duration.ofSeconds(30));

        assertThat(IntStream.range(0, 4)
                        .map(viewer -> settings.viewerUrl(viewer).getPort()))
                .containsExactly(1, 2, 1, 2);
    }

    @Test
    void settings_refuseARunWithoutOrWithTooManyComments() {
        assertThatThrownBy(() -> settings(0.5, Duration.ofMinutes(1), Duration.ofSeconds(1)))
                .hasMessageStartingWith("--rate times --duration must give from 1 to 2000000 comments");
        assertThatThrownBy(() -> settings(50_000, Duration.ZERO, Duration.ofMinutes(1)))
                .hasMessageEndingWith("not 3000000");
        assertThatThrownBy(() -> settings(Double.NaN, Duration.ZERO, Duration.ofMinutes(1)))
                .hasMessageStartingWith("--rate must be more than 0");
    }

    private static RoomSettings settings(double rate, Duration warmUp, Duration duration) {
        URI one = URI.create("http://127.0.0.1:1");
        URI two = URI.create("http://127.0.0.1:2");
        return new RoomSettings(
                List.of(one, two), one, Topic.video("v"), 10, 3, rate, warmUp, duration, Duration.ZERO, 10, 1, 100);
    }
}
