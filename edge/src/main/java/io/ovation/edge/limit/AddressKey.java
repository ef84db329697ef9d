package io.ovation.edge.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** What counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that a network gives to one customer. */
final class AddressKey {

    private static final int IPV4_BYTES = 4;

    private AddressKey() {}

    static long of(InetAddress address) {
        byte[] bytes = address.getAddress();
        // No network has a number below 2^32: ::/96 is reserved.
        return bytes.length == IPV4_BYTES
                ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())
                : ByteBuffer.wrap(bytes).getLong();
    }
}
