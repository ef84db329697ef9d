package io.ovation.edge.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one client: an IPv4 address, or the first 56 bits of one of IPv6. Who has a connection has all addresses
 * of a network at hand, and that of a household has mostly 56 bits, or 48; a site's has 48.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6177#section-2">RFC 6177, section 2</a>
 * @see <a href="https://www.ripe.net/publications/docs/ripe-690">RIPE-690, section 4.2</a>
 */
final class AddressKey {

    private static final int IPV4_BYTES = 4;

    /** Of the upper half of an address. */
    private static final long BITS_OF_NETWORK = -1L << (64 - 56);

    private AddressKey() {}

    static long of(InetAddress address) {
        byte[] bytes = address.getAddress();
        // No network has a number below 2^32: ::/96 is reserved.
        return bytes.length == IPV4_BYTES
                ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())
                : ByteBuffer.wrap(bytes).getLong() & BITS_OF_NETWORK;
    }
}
