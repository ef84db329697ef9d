package io.ovation.edge.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.limit.Rate;
import io.ovation.common.limit.Turn;
import java.time.Duration;
import java.util.Optional;

/** How often each address may ask for something. */
public final class RequestsPerAddress {

    private final RatePerAddress limit;
    private final Counter refused;
    private final Counter delayed;

    private RequestsPerAddress(String port, LimitSettings settings, Rate rate) {
        this.limit = new RatePerAddress(rate, settings);
        this.refused = Metrics.counter("ovation.edge.requests.refused", "port", port, "reason", "address");
        this.delayed = Metrics.counter("ovation.edge.requests.delayed", "port", port);
    }

    /**
     * @param port its name
     * @return nothing where an address may ask as often as it likes
     */
    public static Optional<RequestsPerAddress> create(String port, LimitSettings settings) {
        return settings.rates().map(rates -> new RequestsPerAddress(port, settings, rates.requestsPerAddress()));
    }

    /**
     * @return how long the request waits for its turn
     * @throws ProblemException 429 if its address has too many that wait already
     */
    public Duration take(Channel channel, HttpHeaders headers) {
        Turn turn = limit.turn(channel, headers, 1);
        if (turn.isRefused()) {
            refused.increment();
            throw Problem.tooMany("requests from this address").asException(turn.delay());
        }
        if (!turn.delay().isZero()) {
            delayed.increment();
        }
        return turn.delay();
    }
}
