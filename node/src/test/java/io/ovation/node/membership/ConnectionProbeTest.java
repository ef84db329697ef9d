package io.ovation.node.membership;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** As with a process that is stopped: it never accepts, and its kernel does. */
    @Test
    void listenerThatDoesNotAccept_doesNotRefuse() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(ConnectionProbe.isRefused(at(listener), TIMEOUT)).isFalse();
        }
    }

    @Test
    void portThatNobodyListensOn_refuses() throws IOException {
        ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listener.close();

        assertThat(ConnectionProbe.isRefused(at(listener), TIMEOUT)).isTrue();
    }

    @Test
    void hostThatCannotBeFound_provesNothing() {
        Address nowhere = new Address("akka", "ovation", "nowhere.invalid", 25_520);

        assertThat(ConnectionProbe.isRefused(nowhere, TIMEOUT)).isFalse();
    }

    private static Address at(ServerSocket listener) {
        return new Address("akka", "ovation", "127.0.0.1", listener.getLocalPort());
    }
}
