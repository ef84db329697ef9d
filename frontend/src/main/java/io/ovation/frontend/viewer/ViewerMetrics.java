package io.ovation.frontend.viewer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What becomes of frames and connections. */
public record ViewerMetrics(
        Counter framesDropped, Counter fleetingDropped, Counter connectionsGivenUp, Counter connectionsDrained) {

    public static ViewerMetrics create(MeterRegistry registry) {
        return new ViewerMetrics(
                registry.counter("ovation.frontend.frames.dropped", "reason", "slow-viewer"),
                registry.counter("ovation.frontend.frames.dropped", "reason", "slow-viewer-fleeting"),
                registry.counter("ovation.frontend.connections.closed", "reason", "slow-viewer"),
                registry.counter("ovation.frontend.connections.closed", "reason", "drain"));
    }
}
