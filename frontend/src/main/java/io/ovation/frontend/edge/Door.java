package io.ovation.frontend.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.handler.codec.http.FullHttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Open until the node begins to stop, and shut from then on: who comes is sent elsewhere, who is in may stay. */
final class Door {

    private final AtomicInteger shut = Metrics.gauge("ovation.frontend.draining", new AtomicInteger());
    private final Counter refused = Metrics.counter("ovation.frontend.requests.refused", "reason", "draining");
    private final Answers answers;
    private final int retryWithinSeconds;

    /** @param retryWithin what somebody who is refused is told to wait, at most */
    Door(Answers answers, Duration retryWithin) {
        this.answers = answers;
        this.retryWithinSeconds = (int) Math.max(1, retryWithin.toSeconds());
    }

    void shut() {
        shut.set(1);
    }

    boolean isShut() {
        return shut.get() != 0;
    }

    FullHttpResponse refusal() {
        refused.increment();
        int retryAfter = 1 + ThreadLocalRandom.current().nextInt(retryWithinSeconds);
        return answers.unavailable("this node is stopping; another one will answer", retryAfter);
    }
}
