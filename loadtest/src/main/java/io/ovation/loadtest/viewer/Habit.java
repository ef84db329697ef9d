package io.ovation.loadtest.viewer;

import java.time.Duration;

/**
 * How a viewer reads once its stream is open.
 *
 * @param every how long it leaves what comes; zero to read at once
 * @param silent whether it reads nothing at all, and has so small a receive buffer that what comes soon stays with the
 *     server
 */
public record Habit(Duration every, boolean silent) {

    public static final Habit AT_ONCE = new Habit(Duration.ZERO, false);
    public static final Habit SILENT = new Habit(Duration.ZERO, true);

    public static Habit every(Duration pause) {
        return new Habit(pause, false);
    }

    boolean isAtOnce() {
        return !silent && every.isZero();
    }
}
