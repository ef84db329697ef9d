package io.ovation.dispatcher.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceBucketSettingsTest {

    @Test
    void from_readsTheShippedSettings() {
        PresenceBucketSettings shipped = TestPresenceSettings.with("");

        assertThat(shipped.shared().expiry()).isEqualTo(Duration.ofSeconds(15));
        assertThat(shipped.renewal()).isEqualTo(Duration.ofSeconds(100));
        assertThat(shipped.members()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ovation.presence.buckets",
                "ovation.presence.heartbeat",
                "ovation.presence.grace",
                "ovation.dispatcher.presence.members",
                "ovation.dispatcher.presence.remember",
                "ovation.dispatcher.presence.store-life",
                "ovation.dispatcher.presence.write-delay",
                "ovation.dispatcher.presence.load-timeout",
                "ovation.dispatcher.presence.retry-after",
                "ovation.dispatcher.presence.sweep-interval",
                "ovation.dispatcher.presence.stash-limit",
                "ovation.dispatcher.presence.passivate-after"
            })
    void from_namesTheKeyOfAWrongValue(String key) {
        assertThatThrownBy(() -> TestPresenceSettings.with(key + " = 0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ");
    }

    @Test
    void from_refusesAStoreThatForgetsBeforeMembersAreGone() {
        assertThatThrownBy(() -> TestPresenceSettings.with("ovation.dispatcher.presence.store-life = 44 s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("store-life must be at least 3 times");
    }
}
