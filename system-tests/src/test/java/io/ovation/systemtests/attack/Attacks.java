package io.ovation.systemtests.attack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** All that are tried, at whichever node. */
final class Attacks {

    private static final List<Attack> ALL =
            Stream.of(Http1Attacks.ALL, Http2Attacks.ALL).flatMap(List::stream).toList();

    private Attacks() {}

    static Attack named(String name) {
        return ALL.stream()
                .filter(attack -> attack.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** Where it comes from: an address of this machine, and of no other attack, so that each has limits of its own. */
    static InetAddress source(Attack attack) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 66, 0, (byte) (1 + ALL.indexOf(attack))});
    }
}
