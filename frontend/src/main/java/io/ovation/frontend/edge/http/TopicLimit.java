package io.ovation.frontend.edge.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.http.Problem;

/** How many topics a stream may have. To wait would not help whoever wants more, so that is 400 and not 429. */
final class TopicLimit {

    private final int most;
    private final Counter refused = Metrics.counter("ovation.frontend.topics.refused", "reason", "too-many");

    TopicLimit(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    Problem refuse() {
        refused.increment();
        return Problem.invalid("a stream may have at most " + most + " topics");
    }
}
