package io.ovation.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.netty.handler.codec.http.FullHttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Open until the node begins to stop, and closed from then on: who comes is sent elsewhere, who is in may stay. */
public final class DrainGate {

    private final AtomicInteger closed;
    private final Counter refused;
    private final int retryWithinSeconds;

    /**
     * @param port its name
     * @param retryWithin what somebody who is refused is told to wait, at most
     */
    public DrainGate(String port, Duration retryWithin) {
        this.closed = Metrics.gauge("ovation.edge.draining", Tags.of("port", port), new AtomicInteger());
        this.refused = Metrics.counter("ovation.edge.requests.refused", "port", port, "reason", "draining");
        this.retryWithinSeconds = (int) Math.max(1, retryWithin.toSeconds());
    }

    public void close() {
        closed.set(1);
    }

    boolean isClosed() {
        return closed.get() != 0;
    }

    FullHttpResponse refusal(Answers answers) {
        refused.increment();
        int retryAfter = 1 + ThreadLocalRandom.current().nextInt(retryWithinSeconds);
        return answers.unavailable("this node is stopping; another one will answer", retryAfter);
    }
}
