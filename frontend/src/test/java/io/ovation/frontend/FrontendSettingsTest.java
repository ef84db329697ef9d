package io.ovation.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.frontend.edge.http.EdgeSettings;
import io.ovation.frontend.loop.DrainSettings;
import io.ovation.frontend.loop.LoopSettings;
import io.ovation.frontend.receipt.ReceiptSettings;
import io.ovation.frontend.topic.TopicSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontendSettingsTest {

    @Test
    void from_readsTheShippedSettings() {
        Config shipped = ConfigFactory.load();

        assertThat(FrontendSettings.from(shipped))
                .isEqualTo(new FrontendSettings(
                        EdgeSettings.from(shipped),
                        LoopSettings.from(shipped),
                        TopicSettings.from(shipped),
                        new DrainSettings(Duration.ofSeconds(25), Duration.ofSeconds(10)),
                        new PresenceSettings(1000, Duration.ofSeconds(10), Duration.ofSeconds(5)),
                        new ReceiptSettings(100)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ovation.frontend.drain.duration", "ovation.frontend.drain.reconnect-within"})
    void from_namesTheKeyOfAWrongValue(String key) {
        Config wrong = ConfigFactory.parseString(key + " = 0").withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> FrontendSettings.from(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must ");
    }
}
