package io.ovation.frontend.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionIdTest {

    @Test
    void parse_readsWhatToStringWrites() {
        ConnectionId id = ConnectionId.create("3w5e11264sgsf", 999);

        assertThat(ConnectionId.parse(id.toString())).contains(id);
    }

    @Test
    void create_neverRepeatsAToken() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            tokens.add(ConnectionId.create("node", 0).token());
        }

        assertThat(tokens).hasSize(1_000).allMatch(token -> token.matches("[A-Za-z0-9_-]{22}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "node",
                "node.0",
                "node.0.tooshort",
                "node.0.AAAAAAAAAAAAAAAAAAAAAAA",
                "node.0.AAAAAAAAAAAAAAAAAAAAA/",
                "node.-1.AAAAAAAAAAAAAAAAAAAAAA",
                "node.1000.AAAAAAAAAAAAAAAAAAAAAA",
                "NODE.0.AAAAAAAAAAAAAAAAAAAAAA",
                ".0.AAAAAAAAAAAAAAAAAAAAAA",
                "node.0.AAAAAAAAAAAAAAAAAAAAAA ",
                "abcdefghijklmn.0.AAAAAAAAAAAAAAAAAAAAAA"
            })
    void parse_isEmptyForWhatIsNoneOfOurs(String text) {
        assertThat(ConnectionId.parse(text)).isEmpty();
    }
}
