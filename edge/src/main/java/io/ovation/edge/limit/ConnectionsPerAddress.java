package io.ovation.edge.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts the connections of each address, and the streams of those of HTTP/2, and refuses those beyond the bound. */
public final class ConnectionsPerAddress {

    private final int most;
    private final Networks exempt;
    private final ClientAddresses addresses;
    private final Counter refused;

    /** As many entries at most as there are connections. */
    private final ConcurrentMap<Long, Integer> present = new ConcurrentHashMap<>();

    /** @param port its name */
    public ConnectionsPerAddress(String port, LimitSettings settings) {
        this.most = settings.connectionsPerAddress();
        this.exempt = settings.exempt();
        this.addresses = new ClientAddresses(settings.trustedProxies());
        this.refused = Metrics.counter("ovation.edge.connections.refused", "port", port, "reason", "address");
    }

    /**
     * Counts it until it closes.
     *
     * @param channel of a connection, or of a stream on one
     * @return whether it may stay; it has been closed if not
     */
    public boolean admit(Channel channel) {
        Optional<InetAddress> peer = PeerAddress.of(channel)
                .filter(address -> !exempt.contain(address) && !addresses.isTrustedProxy(address));
        if (peer.isEmpty()) {
            return true;
        }
        Long key = AddressKey.of(peer.get());
        if (present.merge(key, 1, Integer::sum) > most) {
            leave(key);
            refused.increment();
            // An answer would cost what such a flood is after.
            channel.close();
            return false;
        }
        channel.closeFuture().addListener(closed -> leave(key));
        return true;
    }

    private void leave(Long key) {
        present.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
}
