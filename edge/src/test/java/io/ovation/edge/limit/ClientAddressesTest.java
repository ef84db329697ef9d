package io.ovation.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {

    private final ClientAddresses addresses = new ClientAddresses(Networks.parse(List.of("10.0.0.0/8", "fd00::/8")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 | 198.51.100.7                      | 203.0.113.1",
                "10.0.0.1    |                                   | 10.0.0.1",
                "10.0.0.1    | 198.51.100.7                      | 198.51.100.7",
                "10.0.0.1    | 198.51.100.7:4711                 | 198.51.100.7",
                "10.0.0.1    | [2001:db8::7]:4711                | 2001:db8::7",
                "10.0.0.1    | 2001:db8::7                       | 2001:db8::7",
                "fd00::1     | 198.51.100.7                      | 198.51.100.7",
                "10.0.0.1    | 192.0.2.1, 198.51.100.7           | 198.51.100.7",
                "10.0.0.1    | 192.0.2.1, 198.51.100.7, 10.0.0.2 | 198.51.100.7",
                "10.0.0.1    | 10.0.0.3, 10.0.0.2                | 10.0.0.3",
                "10.0.0.1    | unknown                           | 10.0.0.1",
                "10.0.0.1    | 198.51.100.7, nonsense, 10.0.0.2  | 10.0.0.2",
                "10.0.0.1    | ,                                 | 10.0.0.1",
            })
    void client_isTheLastWhomNoTrustedProxyIs(String peer, String forwardedFor, String client) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (forwardedFor != null) {
            headers.add("X-Forwarded-For", forwardedFor);
        }

        assertThat(addresses.of(address(peer), headers)).isEqualTo(address(client));
    }

    @Test
    void severalFields_areOneList() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .add("X-Forwarded-For", "192.0.2.1")
                .add("X-Forwarded-For", "198.51.100.7, 10.0.0.2");

        assertThat(addresses.of(address("10.0.0.1"), headers)).isEqualTo(address("198.51.100.7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 | for=198.51.100.7                           | 203.0.113.1",
                "10.0.0.1    | for=198.51.100.7                           | 198.51.100.7",
                "10.0.0.1    | for=\"198.51.100.7:4711\";proto=https      | 198.51.100.7",
                "10.0.0.1    | for=\"[2001:db8::7]:4711\"                 | 2001:db8::7",
                "10.0.0.1    | for=192.0.2.1, for=198.51.100.7            | 198.51.100.7",
                "10.0.0.1    | for=198.51.100.7, for=10.0.0.2;by=10.0.0.1 | 198.51.100.7",
                "10.0.0.1    | for=198.51.100.7, for=_hidden              | 10.0.0.1",
                "10.0.0.1    | for=198.51.100.7, for=unknown              | 10.0.0.1",
                "10.0.0.1    | for=198.51.100.7, proto=https              | 10.0.0.1",
                "10.0.0.1    | for=\"192.0.2.1, for=198.51.100.7          | 198.51.100.7",
                "10.0.0.1    | for=\", for=\"198.51.100.7:4711\"         | 198.51.100.7",
                "10.0.0.1    | nonsense, for=198.51.100.7              | 198.51.100.7",
                "10.0.0.1    | nonsense, for=10.0.0.2                  | 10.0.0.2",
                "10.0.0.1    | for=198.51.100.7, nonsense              | 10.0.0.1",
            })
    void client_isFoundInForwarded_too(String peer, String forwarded, String client) {
        HttpHeaders headers = new DefaultHttpHeaders().add("Forwarded", forwarded);

        assertThat(addresses.of(address(peer), headers)).isEqualTo(address(client));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1    |                        | false",
                "203.0.113.1 | nonsense               | false",
                "10.0.0.1    | for=10.0.0.2           | false",
                "10.0.0.1    | for=198.51.100.7       | false",
                "10.0.0.1    | for=unknown            | true",
                "10.0.0.1    | for=\"                  | true",
                "10.0.0.1    | nonsense, for=10.0.0.2 | true",
            })
    void proxy_standsInForAClientThatItDoesNotName(String peer, String forwarded, boolean standsIn) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (forwarded != null) {
            headers.add("Forwarded", forwarded);
        }

        assertThat(addresses.clientOf(address(peer), headers).standsIn()).isEqualTo(standsIn);
    }

    /** A client may have made up what the proxy passes on. */
    @Test
    void forwarded_doesNotCountBesideXForwardedFor() {
        HttpHeaders headers =
                new DefaultHttpHeaders().add("Forwarded", "for=192.0.2.1").add("X-Forwarded-For", "198.51.100.7");
        assertThat(addresses.of(address("10.0.0.1"), headers)).isEqualTo(address("198.51.100.7"));

        headers.set("X-Forwarded-For", "");
        assertThat(addresses.of(address("10.0.0.1"), headers)).isEqualTo(address("10.0.0.1"));
    }

    private static InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }
}
