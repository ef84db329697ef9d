package io.ovation.joint.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time as the simulation has it: whatever is due next happens next, at once. */
final class Scheduler {

    private record Task(long atNanos, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private long nowNanos = 1;
    private long number;

    long nowNanos() {
        return nowNanos;
    }

    void after(Duration delay, Runnable work) {
        tasks.add(new Task(nowNanos + delay.toNanos(), number++, work));
    }

    /** Does what is due until then. */
    void runUntil(long endNanos) {
        while (!tasks.isEmpty() && tasks.element().atNanos() <= endNanos) {
            Task next = tasks.remove();
            nowNanos = Math.max(nowNanos, next.atNanos());
            next.work().run();
        }
        nowNanos = Math.max(nowNanos, endNanos);
    }
}
