package io.ovation.loadtest.throughput;

import io.ovation.loadtest.report.Latencies;

/**
 * What happened in one part of a run.
 *
 * @param fromSeconds since the run began
 * @param latency from request to answer, of those accepted
 */
record Interval(
        double fromSeconds,
        double toSeconds,
        long accepted,
        double acceptedPerSecond,
        long refused,
        Latencies latency) {}
