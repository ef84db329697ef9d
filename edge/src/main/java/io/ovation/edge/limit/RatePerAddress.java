package io.ovation.edge.limit;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.ovation.common.limit.Rate;
import io.ovation.common.limit.RateLimit;
import io.ovation.common.limit.Turn;

/** A rate that each address may do something at, but for those that are exempt. */
public final class RatePerAddress {

    private final RateLimit<Long> limit;
    private final Networks exempt;
    private final ClientAddresses addresses;

    public RatePerAddress(Rate rate, LimitSettings settings) {
        this.limit = new RateLimit<>(rate);
        this.exempt = settings.exempt();
        this.addresses = new ClientAddresses(settings.trustedProxies());
    }

    /**
     * @param headers of the request that it is for
     * @param count how many times it counts
     */
    public Turn turn(Channel channel, HttpHeaders headers, int count) {
        return addresses
                .clientOf(channel, headers)
                .filter(client -> client.standsIn() || !exempt.contain(client.address()))
                .map(client -> limit.turn(AddressKey.of(client.address()), count))
                .orElse(Turn.NOW);
    }
}
