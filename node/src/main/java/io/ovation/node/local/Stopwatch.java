package io.ovation.node.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Measures how long something takes. */
final class Stopwatch {

    private long start = System.nanoTime();

    void restart() {
        start = System.nanoTime();
    }

    long seconds() {
        return elapsed().toSeconds();
    }

    boolean hasReached(Duration time) {
        return elapsed().compareTo(time) >= 0;
    }

    /** Holds the thread: for commands that have nothing else to do. */
    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
