package io.ovation.node.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Measures a time that must not be exceeded. */
final class Stopwatch {

    private final Duration limit;
    private long start = System.nanoTime();

    Stopwatch(Duration limit) {
        this.limit = limit;
    }

    void restart() {
        start = System.nanoTime();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    long seconds() {
        return elapsed().toSeconds();
    }

    boolean isOver() {
        return elapsed().compareTo(limit) >= 0;
    }

    /** @throws ClusterStarter.FailedStart that says {@code what}, if the time is over */
    void pause(Duration interval, Supplier<String> what) {
        if (isOver()) {
            throw new ClusterStarter.FailedStart("after " + limit.toSeconds() + " s, " + what.get());
        }
        LockSupport.parkNanos(interval.toNanos());
    }
}
