package io.ovation.frontend.edge.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.ovation.common.http.Problem;
import io.ovation.edge.limit.RatePerAddress;
import java.time.Duration;
import java.util.Optional;

/** How many topics a stream may have, and how many each address may ask for. */
final class TopicLimit {

    private final int most;
    private final Optional<RatePerAddress> perAddress;
    private final Counter tooMany = refused("too-many");
    private final Counter ofAddress = refused("address");

    TopicLimit(int most, Optional<RatePerAddress> perAddress) {
        this.most = most;
        this.perAddress = perAddress;
    }

    private static Counter refused(String reason) {
        return Metrics.counter("ovation.frontend.topics.refused", "reason", reason);
    }

    int most() {
        return most;
    }

    /** To wait would not help whoever wants more for one stream, so that is 400 and not 429. */
    Problem refuse() {
        tooMany.increment();
        return Problem.invalid("a stream may have at most " + most + " topics");
    }

    /** @throws io.ovation.common.http.ProblemException 429 if so many may not be asked for now */
    void take(Channel channel, HttpHeaders headers, int topics) {
        if (topics > 0) {
            perAddress.flatMap(limit -> limit.take(channel, headers, topics)).ifPresent(this::refuse);
        }
    }

    private void refuse(Duration wait) {
        ofAddress.increment();
        throw Problem.tooMany("topics for this address").asException(wait);
    }
}
