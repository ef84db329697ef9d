package io.ovation.loadtest.viewer;

import java.time.Duration;

/** Decides how many viewers may connect now, so that the server's accept queue does not overflow. */
final class ConnectPacer {

    private final int total;
    private final int perSecond;
    private final int maxPending;
    private int started;

    /** @param maxPending how many may be on their way, from their first packet to the {@code open} event */
    ConnectPacer(int total, int perSecond, int maxPending) {
        this.total = total;
        this.perSecond = perSecond;
        this.maxPending = maxPending;
    }

    /** @param settled how many of those started are open or have failed */
    int startNow(Duration sinceBegin, int settled) {
        long due = Math.min(total, 1 + (long) (perSecond * (sinceBegin.toNanos() / 1e9)));
        long now = Math.min(due - started, maxPending - (started - settled));
        int count = (int) Math.max(0, now);
        started += count;
        return count;
    }
}
