package io.ovation.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.ovation.edge.message.HostPolicy;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostSettingsTest {

    private static final Set<String> OPEN = Set.of("/ready");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "[::1]", "localhost"})
    void portOnLoopback_answersForItsOwnName(String boundTo) {
        assertThat(from("ovation.host = Node-1").policyOf(boundTo, OPEN))
                .contains(new HostPolicy(Set.of("node-1"), OPEN));
    }

    @Test
    void portThatOthersReach_answersForAnyName_unlessSomeAreGiven() {
        assertThat(from("").policyOf("0.0.0.0", OPEN)).isEmpty();
        assertThat(from("ovation { host = node-1, allowed-hosts = \"A.example, b\" }")
                        .policyOf("0.0.0.0", OPEN))
                .contains(new HostPolicy(Set.of("node-1", "a.example", "b"), OPEN));
    }

    @Test
    void star_isAnyName() {
        assertThat(from("ovation.allowed-hosts = \"*\"").policyOf("127.0.0.1", OPEN))
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"a:80", "http://a", "a b", "'a,b c'", "a.", "[::1]", "','"})
    void whatIsNoName_isRefused(String wrong) {
        assertThatThrownBy(() -> from("ovation.allowed-hosts = \"" + wrong + '"'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ovation.allowed-hosts must be host names without ports, separated by commas, or *, not '"
                        + wrong + "'");
    }

    private static HostSettings from(String changes) {
        return HostSettings.from(ConfigFactory.parseString(changes).withFallback(ConfigFactory.load()));
    }
}
