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

        assertThat(settings.topics().lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.topics().likeWindow()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.topics().window().bytes()).isEqualTo(1024 * 1024);
        assertThat(settings.remote().sweepInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.distributedData().partitions()).isEqualTo(256);
        assertThat(settings.distributedData().replicator().getString("role")).isEqualTo("dispatcher");
        assertThat(settings.redis()).isEmpty();
    }

    @Test
    void shippedSettings_leaveRoomForTheStoresFallback() {
        DispatcherSettings settings = TestSettings.shipped();

        assertThat(settings.topics().start().timeout())
                .isGreaterThanOrEqualTo(settings.distributedData().readTimeout().multipliedBy(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "distributed-data"})
    void entryThatMayNotOutliveItsLease_isRefused(String store) {
        String tooShort = "kv." + store + ".entry-life = 59s }, ovation { kv = \"redis://localhost\"";

        assertThatThrownBy(() -> TestSettings.with(tooShort))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ovation.dispatcher.kv." + store
                                + ".entry-life must be at least twice as long as ovation.dispatcher.lease, PT59S is not for PT30S");
    }

    @Test
    void shippedSettings_leaveATopicTimeToHearThatRedisDoesNotAnswer() {
        DispatcherSettings settings = TestSettings.with("}, ovation { kv = \"redis://localhost\"");

        assertThat(settings.topics().start().timeout())
                .isGreaterThan(settings.redis().orElseThrow().commandTimeout());
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
        assertThatThrownBy(() -> TestSettings.with("kv.redis." + setting + "}, ovation { kv = \"redis://localhost\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "ovation.dispatcher.kv.redis." + setting.substring(0, setting.indexOf(' ')) + " must");
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
                "history.entries = 0",
                "history.entries = 10",
                "history.bytes = 0",
                "history.age = 0s",
                "comparison-interval = 0s",
                "passivate-after = 0s",
                "stash-limit = 0",
                "subscribers-timeout = 0s",
                "topic-timeout = 0s",
                "retry-at-least = 0s",
                "retry-at-most = 0s",
                "retry-at-most = 10ms",
                "remote.sweep-interval = 0s",
                "remote.sweep-topics-per-second = 0",
                "remote.sweep-topics-at-once = 0",
                "remote.sweep-topics-at-once = 501",
                "kv.distributed-data.partitions = 0",
                "kv.distributed-data.partitions = 10001",
                "kv.distributed-data.entry-life = 0s",
                "kv.distributed-data.read-timeout = 0s",
                "kv.distributed-data.write-timeout = 0s",
            })
    void settingOutOfBounds_isRefusedByName(String setting) {
        assertThatThrownBy(() -> TestSettings.with(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.dispatcher." + setting.substring(0, setting.indexOf(' ')) + " must");
    }
}
