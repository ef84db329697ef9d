package io.ovation.edge.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/** How often each address may ask for something. */
public final class RequestsPerAddress {

    private final RateLimit<Long> limit;
    private final Networks exempt;
    private final ClientAddresses addresses;
    private final Counter refused;

    /** @param port its name */
    public RequestsPerAddress(String port, LimitSettings settings) {
        this.limit = new RateLimit<>(settings.requestsPerAddress());
        this.exempt = settings.exempt();
        this.addresses = new ClientAddresses(settings.trustedProxies());
        this.refused = Metrics.counter("ovation.edge.requests.refused", "port", port, "reason", "address");
    }

    /** @return nothing if the request may be answered, else when the next one may */
    public Optional<Duration> take(Channel channel, HttpHeaders headers) {
        Optional<Duration> wait = addresses
                .of(channel, headers)
                .filter(client -> !exempt.contain(client))
                .flatMap(client -> limit.take(AddressKey.of(client)));
        wait.ifPresent(tooMany -> refused.increment());
        return wait;
    }
}
