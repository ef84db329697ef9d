package io.ovation.frontend.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;

/** What the streams of a node count. */
record StreamMetrics(
        Counter framesDroppedSlowViewer,
        Counter fleetingDroppedSlowViewer,
        Counter framesDroppedBusyLoop,
        Counter commentsWithheld,
        Counter typingWithheld,
        Counter connectionsGivenUp,
        Counter connectionsDrained,
        Counter deliveriesWithoutViewers,
        Counter deliveriesEarly,
        Counter resumed,
        Counter notResumed) {

    static StreamMetrics create() {
        return new StreamMetrics(
                Metrics.counter("ovation.frontend.frames.dropped", "reason", "slow-viewer"),
                Metrics.counter("ovation.frontend.frames.dropped", "reason", "slow-viewer-fleeting"),
                Metrics.counter("ovation.frontend.frames.dropped", "reason", "busy-loop"),
                Metrics.counter("ovation.frontend.comments.withheld", "reason", "sampled"),
                Metrics.counter("ovation.frontend.typing.withheld", "reason", "crowd"),
                Metrics.counter("ovation.frontend.connections.closed", "reason", "slow-viewer"),
                Metrics.counter("ovation.frontend.connections.closed", "reason", "drain"),
                Metrics.counter("ovation.frontend.deliveries.ignored", "reason", "no-viewers"),
                Metrics.counter("ovation.frontend.deliveries.ignored", "reason", "early"),
                Metrics.counter("ovation.frontend.resumptions", "outcome", "replayed"),
                Metrics.counter("ovation.frontend.resumptions", "outcome", "gap"));
    }
}
