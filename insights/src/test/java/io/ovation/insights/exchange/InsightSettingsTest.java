package io.ovation.insights.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsightSettingsTest {

    @Test
    void shippedSettings_areValid() {
        InsightSettings settings = with("");

        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.silentAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.streams()).isEqualTo(16);
        assertThat(settings.topicQuestions()).isEqualTo(16);
        assertThat(settings.comments()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interval = 0 s | ovation.insight.interval must be longer than zero, not PT0S",
                "silent-after = 1999 ms | ovation.insight.silent-after must be at least twice as long as"
                        + " ovation.insight.interval, PT1.999S is not for PT1S",
                "streams = 0 | ovation.insight.streams must be from 1 to 64, not 0",
                "streams = 65 | ovation.insight.streams must be from 1 to 64, not 65",
                "topic-questions = 0 | ovation.insight.topic-questions must be from 1 to 64, not 0",
                "reader-patience = -1 s | ovation.insight.reader-patience must be longer than zero, not PT-1S"
            })
    void settingThatCannotBe_isRefusedByItsKey(String setting, String reason) {
        assertThatThrownBy(() -> with(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    private static InsightSettings with(String setting) {
        return InsightSettings.from(
                ConfigFactory.parseString("ovation.insight { " + setting + " }").withFallback(ConfigFactory.load()));
    }
}
