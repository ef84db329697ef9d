package io.ovation.edge.http2;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How often something may happen within a period, from the first time on; then the next one begins. */
final class CountPerPeriod {

    private final int most;
    private final Duration period;
    private final LongSupplier nanoTime;
    private long begin;
    private int taken;

    CountPerPeriod(int most, Duration period, LongSupplier nanoTime) {
        this.most = most;
        this.period = period;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    /** @return whether it may happen once more */
    boolean take() {
        long now = nanoTime.getAsLong();
        if (now - begin >= period.toNanos()) {
            begin = now;
            taken = 0;
        }
        taken++;
        return taken <= most;
    }
}
