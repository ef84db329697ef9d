package io.ovation.frontend.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.event.WindowSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSettingsTest {

    @Test
    void from_readsTheShippedSettings() {
        assertThat(TestSettings.shipped())
                .isEqualTo(new StreamSettings(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        100,
                        1000,
                        30,
                        5,
                        new WindowSettings(50, 2000, 200_000, Duration.ofMinutes(5)),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "heartbeat",
                "reconnect",
                "patience",
                "max-topics",
                "loop-backlog",
                "comments-per-second",
                "typing-names",
                "recent-comments",
                "history.comments",
                "history.characters",
                "history.age",
                "lease-renewal",
                "linger",
                "subscribe-retry"
            })
    void from_namesTheKeyOfAWrongValue(String key) {
        assertThatThrownBy(() -> TestSettings.with(key + " = 0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.frontend.stream." + key + " must be ");
    }

    @Test
    void patienceBeats_countsThreeBeatsToAHeartbeat() {
        assertThat(TestSettings.with("heartbeat = 15s, patience = 30s").patienceBeats())
                .isEqualTo(6);
    }

    @Test
    void patienceBeats_isAtLeastOne() {
        assertThat(TestSettings.with("heartbeat = 15s, patience = 1s").patienceBeats())
                .isEqualTo(1);
    }
}
