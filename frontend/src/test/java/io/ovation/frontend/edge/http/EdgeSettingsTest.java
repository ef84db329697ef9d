package io.ovation.frontend.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.ovation.common.http.AllowedOrigins;
import io.ovation.edge.HostSettings;
import io.ovation.edge.limit.LimitSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeSettingsTest {

    @Test
    void from_readsTheShippedSettings() {
        assertThat(with(""))
                .isEqualTo(new EdgeSettings(
                        "127.0.0.1",
                        8080,
                        EdgeSettings.loopsFor(Runtime.getRuntime().availableProcessors()),
                        100_000,
                        20_000,
                        65_536,
                        65_536,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(75),
                        32_768,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(25),
                        262_144,
                        AllowedOrigins.ANY,
                        "",
                        8081,
                        new HostSettings("127.0.0.1", Set.of()),
                        LimitSettings.from(ConfigFactory.load()),
                        Optional.empty()));
    }

    /** With a token nobody gains by a name that leads here. */
    @Test
    void hosts_areJudged_whereWhoeverReachesThePortIsAnswered() {
        assertThat(with("").listening(true).hosts()).isPresent();
        assertThat(with("").listening(false).hosts()).isEmpty();
    }

    @Test
    void from_takesTheNumberOfLoopsGiven() {
        assertThat(with("ovation.frontend.edge.loops = 7").loops()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "8, 7"})
    void oneProcessorOfThreeAndMoreHasNoLoop(int processors, int loops) {
        assertThat(EdgeSettings.loopsFor(processors)).isEqualTo(loops);
    }

    @ParameterizedTest
    @CsvSource({
        "ovation.bind-host, ''",
        "ovation.frontend.edge.port, 65536",
        "ovation.frontend.edge.port, -1",
        "ovation.frontend.edge.loops, 1000",
        "ovation.frontend.edge.loops, -1",
        "ovation.frontend.edge.max-streams, 0",
        "ovation.frontend.edge.max-visitors, 0",
        "ovation.frontend.edge.max-pending-bytes, 0",
        "ovation.frontend.edge.max-pending-bytes, 3 GiB",
        "ovation.frontend.edge.send-buffer-bytes, 0",
        "ovation.frontend.edge.send-buffer-bytes, 3 GiB",
        "ovation.frontend.edge.request-timeout, 0 s",
        "ovation.frontend.edge.idle-timeout, 0 s",
        "ovation.frontend.edge.max-body-bytes, 0",
        "ovation.frontend.edge.max-body-bytes, 3 GiB",
        "ovation.frontend.edge.vanished, 0 s",
        "ovation.frontend.edge.poll.hold, 0 s",
        "ovation.frontend.edge.poll.max-bytes, 0",
        "ovation.allowed-origins, live.example.com"
    })
    void from_namesTheKeyOfAWrongValue(String key, String value) {
        assertThatThrownBy(() -> with(key + " = \"" + value + '"'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must ");
    }

    private static EdgeSettings with(String changes) {
        return EdgeSettings.from(ConfigFactory.parseString(changes).withFallback(ConfigFactory.load()));
    }
}
