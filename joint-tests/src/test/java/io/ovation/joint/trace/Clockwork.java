package io.ovation.joint.trace;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Does what is to be done at its time; the time is nobody's clock. */
final class Clockwork {

    private record Task(long atMicros, long order, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atMicros).thenComparingLong(Task::order));
    private final Random random;
    private long order;
    private long nowMicros;

    Clockwork(Random random) {
        this.random = random;
    }

    long nowMicros() {
        return nowMicros;
    }

    void at(long micros, Runnable action) {
        tasks.add(new Task(micros, order++, action));
    }

    void after(long micros, Runnable action) {
        at(nowMicros + micros, action);
    }

    void run(long untilMicros) {
        while (!tasks.isEmpty() && tasks.peek().atMicros() <= untilMicros) {
            Task next = tasks.remove();
            nowMicros = next.atMicros();
            next.action().run();
        }
    }

    /** From zero to that. */
    long upTo(long micros) {
        return (long) (random.nextDouble() * micros);
    }

    boolean happens(double share) {
        return random.nextDouble() < share;
    }

    Random random() {
        return random;
    }
}
