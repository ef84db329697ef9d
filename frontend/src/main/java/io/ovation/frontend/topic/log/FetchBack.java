package io.ovation.frontend.topic.log;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the next page of the past is fetched: one at a time, with a pause between them, so that a node that has just
 * started fills its windows without burdening anybody. Times are {@link System#nanoTime()}.
 */
final class FetchBack {

    /** Between two pages of a topic. */
    static final Duration PACE = Duration.ofMillis(50);

    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;

    /** Until a permit is asked for again, half of it at least: all topics of a node that has just started want one. */
    private static final Duration PERMIT = Duration.ofSeconds(1);

    private final FetchPermits permits;
    private final RandomGenerator random;
    private boolean waiting;
    private int attempts;
    private long nextNanos;

    FetchBack(FetchPermits permits, RandomGenerator random, long nowNanos) {
        this.permits = permits;
        this.random = random;
        this.nextNanos = nowNanos;
    }

    /** Whether a page is to be asked for now; then it is waited for. */
    boolean ask(long nowNanos) {
        if (nowNanos - nextNanos < 0) {
            return false;
        }
        stopWaiting();
        if (!permits.take()) {
            nextNanos = nowNanos + (long) (PERMIT.toNanos() * (0.5 + random.nextDouble()));
            return false;
        }
        waiting = true;
        nextNanos = nowNanos
                + ANSWER.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS)).toNanos();
        attempts++;
        return true;
    }

    /** Whether whoever was asked first has not answered. */
    boolean isRepeated() {
        return attempts > 1;
    }

    /**
     * A page has come.
     *
     * @param urgent whether the next is asked for without a pause
     */
    void answered(boolean urgent, long nowNanos) {
        stopWaiting();
        attempts = 0;
        nextNanos = urgent ? nowNanos : nowNanos + PACE.toNanos();
    }

    /** Whoever was asked has no time. */
    void postpone(Duration wait, long nowNanos) {
        if (waiting) {
            nextNanos = nowNanos + wait.toNanos();
        }
    }

    long nextNanos() {
        return nextNanos;
    }

    /** Nothing more is to be fetched. */
    void stopWaiting() {
        if (waiting) {
            waiting = false;
            permits.giveBack();
        }
    }
}
