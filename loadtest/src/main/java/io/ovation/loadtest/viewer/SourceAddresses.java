package io.ovation.loadtest.viewer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Spreads many connections to this same machine over several of its loopback addresses: from one address to one port
 * there are no more than about 28 000.
 */
final class SourceAddresses {

    static final int CONNECTIONS_PER_ADDRESS = 25_000;

    private SourceAddresses() {}

    /** @return null to leave the choice to the operating system */
    static @Nullable SocketAddress of(int viewer, int viewers, InetSocketAddress server) {
        if (viewers <= CONNECTIONS_PER_ADDRESS || server.isUnresolved() || !isIpv4Loopback(server.getAddress())) {
            return null;
        }
        byte last = (byte) (1 + viewer / CONNECTIONS_PER_ADDRESS);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, last}), 0);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static boolean isIpv4Loopback(InetAddress address) {
        return address instanceof Inet4Address && address.isLoopbackAddress();
    }
}
