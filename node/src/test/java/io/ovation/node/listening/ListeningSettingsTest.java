package io.ovation.node.listening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningSettingsTest {

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    private static final String VIEWERS = "ovation.frontend.edge.port";
    private static final String PUBLISHERS = "ovation.likes.port";
    private static final String MANAGEMENT = "akka.management.http.port";
    private static final String REMOTING = "akka.remote.artery.canonical.port";

    @Test
    void node_listensForItsRolesAndForOperatorsAndOtherNodes() {
        assertThat(from(ALL, "").all())
                .containsExactly(
                        new Listener(VIEWERS, "127.0.0.1", 8080),
                        new Listener(PUBLISHERS, "127.0.0.1", 8081),
                        new Listener(MANAGEMENT, "127.0.0.1", 8558),
                        new Listener(REMOTING, "127.0.0.1", 25_520));
        assertThat(from(Set.of(Role.DISPATCHER), "").all())
                .extracting(Listener::key)
                .containsExactly(MANAGEMENT, REMOTING);
    }

    @Test
    void nodeBehindATranslatedAddress_listensWhereItIsBound() {
        assertThat(from(
                                Set.of(),
                                "akka.remote.artery { canonical.port = 443, bind { port = 7000, hostname = \"::1\" } }")
                        .remoting())
                .isEqualTo(new Listener("akka.remote.artery.bind.port", "::1", 7000));
    }

    @ParameterizedTest
    @CsvSource({
        VIEWERS + ',' + PUBLISHERS,
        VIEWERS + ',' + MANAGEMENT,
        VIEWERS + ',' + REMOTING,
        PUBLISHERS + ',' + MANAGEMENT,
        PUBLISHERS + ',' + REMOTING,
        MANAGEMENT + ',' + REMOTING
    })
    void portsThatAreAlike_areRefusedByBothKeys(String one, String other) {
        assertThatThrownBy(() -> from(ALL, one + " = 9000, " + other + " = 9000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(one + " and " + other + " are both 9000: each needs a port of its own");
    }

    @Test
    void portsThatAreAlike_areNoneOfBusinessOfARoleThatIsNotThere() {
        assertThatCode(() -> from(Set.of(Role.FRONTEND), VIEWERS + " = 8081")).doesNotThrowAnyException();
        assertThatCode(() -> from(ALL, VIEWERS + " = 0, " + PUBLISHERS + " = 0"))
                .doesNotThrowAnyException();
        assertThatCode(() -> from(ALL, "akka.management.http { port = 8080, bind-hostname = 127.0.0.2 }"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({VIEWERS, PUBLISHERS, MANAGEMENT, REMOTING})
    void portThatIsNone_isRefusedByItsKey(String key) {
        assertThatThrownBy(() -> from(ALL, key + " = 70000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(key + " must be from 0 to 65535, not 70000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0", "localhost:8080", "http://host", "a_b"})
    void host_thatOtherNodesCannotReach_isRefused(String host) {
        assertThatThrownBy(() -> from(ALL, "ovation.host = \"" + host + '"'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.host must be a host name or an IP address")
                .hasMessageEndingWith(", not '" + host + "'");
    }

    @Test
    void portThatIsTaken_isNamedBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> new Listener(VIEWERS, "127.0.0.1", port).requireFree())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(VIEWERS + ' ' + port
                            + " on 127.0.0.1 cannot be bound: Address already in use; choose another port");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "0.0.0.0", "::", "::1", "[::1]"})
    void portThatIsFree_isAccepted(String host) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatCode(() -> new Listener(VIEWERS, host, port).requireFree()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.99", "nowhere.invalid"})
    void hostThatIsElsewhere_isNamed(String host) {
        assertThatThrownBy(() -> new Listener(VIEWERS, host, 0).requireFree())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(VIEWERS + " 0 on " + host + " cannot be bound: " + host
                        + " is no address of this machine; see ovation.bind-host");
    }

    private static ListeningSettings from(Set<Role> roles, String override) {
        Config own = ConfigFactory.parseString(override);
        return ListeningSettings.from(roles, own.withFallback(ConfigFactory.load()));
    }
}
