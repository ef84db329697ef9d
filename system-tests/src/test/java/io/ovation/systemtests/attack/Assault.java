package io.ovation.systemtests.attack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** How an attack is carried out, within the attacker's process. */
@FunctionalInterface
interface Assault {

    /** @param source the attacker's address, which is nobody else's */
    Tally launch(InetSocketAddress port, InetAddress source, Duration time);
}
