package io.ovation.systemtests.attack.audience;

import java.time.Duration;
import java.util.List;

/** @param nanos in ascending order */
public record Latencies(List<Long> nanos) {

    public Duration median() {
        return quantile(0.5);
    }

    /** 99 of 100 are no longer. */
    public Duration p99() {
        return quantile(0.99);
    }

    private Duration quantile(double share) {
        return Duration.ofNanos(nanos.get((int) (share * (nanos.size() - 1))));
    }
}
