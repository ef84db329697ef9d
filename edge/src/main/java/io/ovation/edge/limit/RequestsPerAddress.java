package io.ovation.edge.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.limit.Rate;
import java.time.Duration;
import java.util.Optional;

/** How often each address may ask for something. */
public final class RequestsPerAddress {

    private final RatePerAddress limit;
    private final Counter refused;

    private RequestsPerAddress(String port, LimitSettings settings, Rate rate) {
        this.limit = new RatePerAddress(rate, settings);
        this.refused = Metrics.counter("ovation.edge.requests.refused", "port", port, "reason", "address");
    }

    /**
     * @param port its name
     * @return nothing where an address may ask as often as it likes
     */
    public static Optional<RequestsPerAddress> create(String port, LimitSettings settings) {
        return settings.rates().map(rates -> new RequestsPerAddress(port, settings, rates.requestsPerAddress()));
    }

    /** @throws ProblemException 429 if the request may not be answered now */
    public void take(Channel channel, HttpHeaders headers) {
        limit.take(channel, headers, 1).ifPresent(this::refuse);
    }

    private void refuse(Duration wait) {
        refused.increment();
        throw Problem.tooMany("requests from this address").asException(wait);
    }
}
