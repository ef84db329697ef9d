package io.ovation.dispatcher.presence;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether a dispatcher was lost so lately that heartbeats have not made up yet for what it had not told the store. All
 * times are {@link System#nanoTime()}.
 */
final class RecentLoss {

    private final long lastsNanos;
    private volatile OptionalLong atNanos = OptionalLong.empty();

    /** @param lasts after how long everybody who is online has been heard of again */
    RecentLoss(Duration lasts) {
        this.lastsNanos = lasts.toNanos();
    }

    void happened(long nowNanos) {
        atNanos = OptionalLong.of(nowNanos);
    }

    boolean isRecent(long nowNanos) {
        OptionalLong at = atNanos;
        return at.isPresent() && nowNanos - at.getAsLong() < lastsNanos;
    }
}
