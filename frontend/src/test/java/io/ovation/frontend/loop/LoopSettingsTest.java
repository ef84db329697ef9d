package io.ovation.frontend.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopSettingsTest {

    @Test
    void from_readsTheShippedSettings() {
        assertThat(with(""))
                .isEqualTo(new LoopSettings(
                        Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofSeconds(30), 100, 1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heartbeat", "reconnect", "patience", "max-topics", "loop-backlog"})
    void from_namesTheKeyOfAWrongValue(String key) {
        assertThatThrownBy(() -> with(key + " = 0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.frontend.stream." + key + " must be ");
    }

    @Test
    void topics_areNoMoreThanAMessageBetweenNodesCanName() {
        assertThat(with("max-topics = 500").maxTopics()).isEqualTo(500);
        assertThatThrownBy(() -> with("max-topics = 501")).hasMessageContaining("must be from 1 to 500");
    }

    @Test
    void patienceBeats_countsThreeBeatsToAHeartbeat() {
        assertThat(with("heartbeat = 15s, patience = 30s").patienceBeats()).isEqualTo(6);
    }

    @Test
    void patienceBeats_isAtLeastOne() {
        assertThat(with("heartbeat = 15s, patience = 1s").patienceBeats()).isEqualTo(1);
    }

    /** The shipped settings, some of them changed. */
    static LoopSettings with(String changes) {
        Config changed = ConfigFactory.parseString("ovation.frontend.stream { " + changes + " }");
        return LoopSettings.from(changed.withFallback(ConfigFactory.load()));
    }
}
