package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherSettingsTest {

    @Test
    void shippedSettings_areValid() {
        DispatcherSettings settings = TestSettings.shipped();

        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.likeWindow()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.subscriptionStore().buckets()).isEqualTo(64);
        assertThat(settings.subscriptionStore().distributedData().getString("role"))
                .isEqualTo("dispatcher");
    }

    @Test
    void shippedSettings_leaveRoomForTheStoresFallback() {
        DispatcherSettings settings = TestSettings.shipped();

        assertThat(settings.subscribersTimeout())
                .isGreaterThanOrEqualTo(
                        settings.subscriptionStore().readTimeout().multipliedBy(2));
    }

    @Test
    void entryInRedis_thatMayNotOutliveItsLease_isRefused() {
        String redis = "subscription-store.redis.entry-life = 59s }, ovation { kv = \"redis://localhost\"";

        assertThatThrownBy(() -> TestSettings.with(redis))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ovation.dispatcher.subscription-store.redis.entry-life must be at least twice as long as"
                        + " ovation.dispatcher.lease, PT59S is not for PT30S");
    }

    @Test
    void shippedSettings_leaveATopicTimeToHearThatRedisDoesNotAnswer() {
        DispatcherSettings settings = TestSettings.with("}, ovation { kv = \"redis://localhost\"");

        assertThat(settings.subscribersTimeout())
                .isGreaterThan(
                        settings.subscriptionStore().redis().orElseThrow().commandTimeout());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entry-life = 0s",
                "command-timeout = 0s",
                "connect-timeout = 0s",
                "reconnect-after = 0s",
                "silence = 0s",
                "request-queue = 0",
            })
    void settingOfRedisOutOfBounds_isRefusedByName(String setting) {
        assertThatThrownBy(() -> TestSettings.with(
                        "subscription-store.redis." + setting + "}, ovation { kv = \"redis://localhost\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.dispatcher.subscription-store.redis."
                        + setting.substring(0, setting.indexOf(' ')) + " must");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lease = 0s",
                "like-window = 0s",
                "viewers-interval = 0s",
                "typing-interval = 0s",
                "typing-members = 0",
                "recent-comments = 0",
                "history.comments = 0",
                "history.comments = 10",
                "history.characters = 0",
                "history.age = 0s",
                "unacknowledged-limit = 0",
                "repeat-after = 0s",
                "heal-interval = 0s",
                "passivate-after = 0s",
                "stash-limit = 0",
                "subscribers-timeout = 0s",
                "topic-timeout = 0s",
                "retry-at-least = 0s",
                "retry-at-most = 0s",
                "retry-at-most = 10ms",
                "subscription-store.buckets = 0",
                "subscription-store.buckets = 10001",
                "subscription-store.read-timeout = 0s",
                "subscription-store.write-timeout = 0s",
            })
    void settingOutOfBounds_isRefusedByName(String setting) {
        assertThatThrownBy(() -> TestSettings.with(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.dispatcher." + setting.substring(0, setting.indexOf(' ')) + " must");
    }
}
