package io.ovation.likes.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Lets a few fetches be read at once, so that they leave readers to others; some more wait, and the rest is refused. A
 * fetch that has waited longer than its sender waits for the answer is not read. Times are {@link System#nanoTime()}.
 */
final class FetchQueue<F> {

    private record Waiting<F>(F fetch, long untilNanos) {}

    private final int atOnce;
    private final int limit;
    private final Runnable onExpired;
    private final Queue<Waiting<F>> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * @param atOnce how many are read at once
     * @param limit how many may wait
     * @param onExpired called for each that is not read
     */
    FetchQueue(int atOnce, int limit, Runnable onExpired) {
        this.atOnce = atOnce;
        this.limit = limit;
        this.onExpired = onExpired;
    }

    /** @return false if too many wait already */
    boolean offer(F fetch, Duration patience, long nowNanos) {
        return waiting.size() < limit && waiting.add(new Waiting<>(fetch, nowNanos + patience.toNanos()));
    }

    /** @return what to read now, until {@link #ended}; empty if as many are under way as may be, or none waits */
    Optional<F> next(long nowNanos) {
        while (underWay < atOnce && !waiting.isEmpty()) {
            Waiting<F> next = waiting.remove();
            if (next.untilNanos() - nowNanos > 0) {
                underWay++;
                return Optional.of(next.fetch());
            }
            onExpired.run();
        }
        return Optional.empty();
    }

    /** One of those that were under way when an earlier instance failed may end here. */
    void ended() {
        underWay = Math.max(0, underWay - 1);
    }
}
