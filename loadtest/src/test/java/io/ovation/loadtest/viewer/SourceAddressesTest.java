package io.ovation.loadtest.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class SourceAddressesTest {

    private static final int MANY = 60_000;

    private final InetSocketAddress loopback = address(127, 0, 0, 1);

    @Test
    void sources_areLeftToTheSystemWhileOneIsEnough() {
        assertThat(SourceAddresses.of(24_999, 25_000, loopback)).isNull();
    }

    @Test
    void sources_areSpreadWhenOneIsNot() {
        assertThat(SourceAddresses.of(0, MANY, loopback)).hasToString("/127.0.0.1:0");
        assertThat(SourceAddresses.of(25_000, MANY, loopback)).hasToString("/127.0.0.2:0");
        assertThat(SourceAddresses.of(59_999, MANY, loopback)).hasToString("/127.0.0.3:0");
    }

    @Test
    void sources_areLeftToTheSystemTowardsOtherMachines() {
        assertThat(SourceAddresses.of(25_000, MANY, address(192, 0, 2, 1))).isNull();
    }

    private static InetSocketAddress address(int... numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 8080);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
