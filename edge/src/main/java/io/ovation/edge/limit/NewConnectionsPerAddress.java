package io.ovation.edge.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.ovation.common.limit.Rate;
import io.ovation.common.limit.RateLimit;
import java.util.Optional;

/** How often each address may open a connection, but for trusted proxies and those that are exempt. */
public final class NewConnectionsPerAddress {

    /** So many use up a burst; one alone keeps nobody out who shares its address. */
    private static final int FLOODS_OF_A_BURST = 2;

    private final RateLimit<Long> limit;
    private final int costOfFlood;
    private final Networks exempt;
    private final Networks trustedProxies;
    private final Counter refused;

    /** @param port its name */
    NewConnectionsPerAddress(String port, LimitSettings settings, Rate rate) {
        this.limit = new RateLimit<>(rate);
        this.costOfFlood = Math.max(1, rate.burst() / FLOODS_OF_A_BURST);
        this.exempt = settings.exempt();
        this.trustedProxies = settings.trustedProxies();
        this.refused = Metrics.counter("ovation.edge.connections.refused", "port", port, "reason", "address-rate");
    }

    /** Whether one that has been accepted may stay. */
    boolean admit(Channel connection) {
        if (address(connection).flatMap(limit::take).isEmpty()) {
            return true;
        }
        refused.increment();
        return false;
    }

    /** To be told of each connection that ends because it was flooded: to go on with that takes new ones. */
    public void chargeForFlood(Channel connection) {
        address(connection).ifPresent(address -> limit.charge(address, costOfFlood));
    }

    private Optional<Long> address(Channel connection) {
        return PeerAddress.ofSocket(connection)
                .filter(peer -> !exempt.contain(peer) && !trustedProxies.contain(peer))
                .map(AddressKey::of);
    }
}
