package io.ovation.frontend.edge.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.handler.codec.http.FullHttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Open until the node begins to stop, and closed from then on: who comes is sent elsewhere, who is in may stay. */
public final class DrainGate {

    private final AtomicInteger closed = Metrics.gauge("ovation.frontend.draining", new AtomicInteger());
    private final Counter refused = Metrics.counter("ovation.frontend.requests.refused", "reason", "draining");
    private final int retryWithinSeconds;

    /** @param retryWithin what somebody who is refused is told to wait, at most */
    public DrainGate(Duration retryWithin) {
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
