package io.ovation.frontend.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.log.WindowSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSettingsTest {

    @Test
    void from_readsTheShippedSettings() {
        assertThat(TestSettings.shipped())
                .isEqualTo(new TopicSettings(
                        Runtime.getRuntime().availableProcessors(),
                        30,
                        5,
                        new WindowSettings(50, 2_000, 512 * 1024, Duration.ofMinutes(5)),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)));
    }

    @Test
    void from_takesTheNumberOfActorsGiven() {
        assertThat(TestSettings.with("topic-actors = 7").actors()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic-actors = -1",
                "comments-per-second = 0",
                "typing-names = 0",
                "recent-comments = 0",
                "history.entries = 0",
                "history.bytes = 0",
                "history.age = 0",
                "lease-renewal = 0",
                "linger = 0",
                "subscribe-retry = 0"
            })
    void from_namesTheKeyOfAWrongValue(String setting) {
        String key = setting.substring(0, setting.indexOf(' '));
        assertThatThrownBy(() -> TestSettings.with(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.frontend.stream." + key + " must be ");
    }
}
