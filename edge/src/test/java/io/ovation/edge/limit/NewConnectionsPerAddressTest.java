package io.ovation.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.ovation.common.limit.Rate;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewConnectionsPerAddressTest {

    private static final int BURST = 1_000;

    /** So many leave an address nothing of its burst. */
    private static final int FLOODS = 2;

    private final NewConnectionsPerAddress limit = new NewConnectionsPerAddress(
            "test",
            new LimitSettings(1_000, Optional.empty(), Networks.parse("192.0.2.1"), Networks.parse("192.0.2.2"), false),
            new Rate(1, BURST));

    @Test
    void burst_isAdmittedAndNoMore() {
        assertThat(admitted("198.51.100.1", 2 * BURST)).isBetween(BURST, BURST + 10);
    }

    @Test
    void addressThatFloodsItsConnections_isSoonRefused_andOthersAreNot() {
        assertThat(admitted("198.51.100.1", FLOODS)).isEqualTo(FLOODS);
        flood("198.51.100.1", FLOODS);

        assertThat(admitted("198.51.100.1", 100)).isLessThan(10);
        assertThat(admitted("198.51.100.2", 100)).isEqualTo(100);
    }

    @Test
    void addressWithOneFlood_isAdmitted() {
        flood("198.51.100.1", 1);

        assertThat(admitted("198.51.100.1", 100)).isEqualTo(100);
    }

    /** They stand for many clients. */
    @Test
    void trustedProxyAndExemptAddress_areNotCharged() {
        for (String address : new String[] {"192.0.2.1", "192.0.2.2"}) {
            flood(address, 2 * FLOODS);

            assertThat(admitted(address, 2 * BURST)).isEqualTo(2 * BURST);
        }
    }

    private void flood(String address, int connections) {
        IntStream.range(0, connections).forEach(connection -> limit.chargeForFlood(new Connection(address)));
    }

    private int admitted(String address, int connections) {
        return (int) IntStream.range(0, connections)
                .filter(connection -> limit.admit(new Connection(address)))
                .count();
    }

    private static final class Connection extends EmbeddedChannel {

        private final String address;

        Connection(String address) {
            this.address = address;
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(address, 50_000);
        }
    }
}
