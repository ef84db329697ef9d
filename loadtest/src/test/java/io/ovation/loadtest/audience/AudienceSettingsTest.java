package io.ovation.loadtest.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceSettingsTest {

    @Test
    void settings_areWhatTheModuleShips() {
        assertThat(Settings.liveliness("").commentEvery()).isEqualTo(Duration.ofSeconds(500));
        assertThat(Settings.liveliness("").reactions()).startsWith("heart");
    }

    @ParameterizedTest
    @CsvSource({
        "comment-every, 0s",
        "comments-apart, 0s",
        "like-every, -1s",
        "moment-every, 0s",
        "moment-share, 1.1",
        "moment-limit, -1",
        "reactions, []",
        "join-within, 0s",
        "reconnect-after, 0s",
        "reconnect-after-at-most, 0s",
        "max-in-flight, 0",
    })
    void settings_thatAreWrongAreRefusedByName(String key, String value) {
        String setting = "ovation.audience." + key;

        assertThatThrownBy(() -> Settings.liveliness(setting + " = " + value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting);
    }
}
