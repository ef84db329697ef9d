package io.ovation.node.listening;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:80",
        "::1, http://[::1]:80",
        "[::1], http://[::1]:80",
        "fd00:0:0:0:0:0:0:2, http://[fd00::2]:80",
        "node-1.example, http://node-1.example:80"
    })
    void url_hasAnIpv6AddressInBrackets(String host, String url) {
        assertThat(Addresses.url(InetSocketAddress.createUnresolved(host, 80))).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.1, http://127.0.0.1:80",
        "::, 127.0.0.1, http://127.0.0.1:80",
        "::, fd00::2, http://[fd00::2]:80",
        "0.0.0.0, node-1, http://node-1:80",
        "127.0.0.2, node-1, http://127.0.0.2:80",
        "::1, node-1, http://[::1]:80",
        "0:0:0:0:0:0:0:0, node-1, http://node-1:80",
        "node-2, node-1, http://node-2:80"
    })
    void socketOnAllAddresses_isReachedByTheHostOfTheNode(String boundTo, String host, String url) {
        assertThat(Addresses.url(Addresses.reachable(boundTo, 80, host))).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, [::1]",
        "[::1], [::1]",
        "0:0:0:0:0:0:0:1, [::1]",
        "FD00::0:2, [fd00::2]",
        "10.0.0.1, 10.0.0.1",
        "Node-1, Node-1"
    })
    void host_standsBeforeAPortInOneSpelling(String host, String before) {
        assertThat(Addresses.hostOf(host)).isEqualTo(before);
    }
}
