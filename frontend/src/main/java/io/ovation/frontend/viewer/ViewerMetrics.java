package io.ovation.frontend.viewer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** What becomes of frames and connections. */
public record ViewerMetrics(
        Counter framesDropped,
        Counter fleetingDropped,
        Counter connectionsGivenUp,
        Counter connectionsDrained,
        DistributionSummary waitingBytes) {

    /** Nothing, which is the rule, and up to beyond what may wait for one viewer. */
    private static final double[] BOUNDS = {1, 1_024, 4_096, 16_384, 65_536, 262_144};

    public static ViewerMetrics create(MeterRegistry registry) {
        return new ViewerMetrics(
                registry.counter("ovation.frontend.frames.dropped", "reason", "slow-viewer"),
                registry.counter("ovation.frontend.frames.dropped", "reason", "slow-viewer-fleeting"),
                registry.counter("ovation.frontend.connections.closed", "reason", "slow-viewer"),
                registry.counter("ovation.frontend.connections.closed", "reason", "drain"),
                DistributionSummary.builder("ovation.frontend.connections.waiting")
                        .baseUnit("bytes")
                        .serviceLevelObjectives(BOUNDS)
                        .register(registry));
    }
}
