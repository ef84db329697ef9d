package io.ovation.frontend.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When something is due for each of many, so that one timer serves all. Times are {@link System#nanoTime()}.
 *
 * @param <T> whoever has something due
 */
final class Deadlines<T> {

    private record Deadline<T>(T whose, long atNanos) implements Comparable<Deadline<T>> {

        @Override
        public int compareTo(Deadline<T> other) {
            return Long.signum(atNanos - other.atNanos);
        }
    }

    private final PriorityQueue<Deadline<T>> queue = new PriorityQueue<>();

    /** Whoever has been given an earlier time since has several in the queue, of which the first counts. */
    private final Map<T, Deadline<T>> first = new HashMap<>();

    /** Something is due then; nothing changes if something is due sooner. */
    void set(T whose, long atNanos) {
        Deadline<T> known = first.get(whose);
        if (known == null || atNanos - known.atNanos() < 0) {
            Deadline<T> deadline = new Deadline<>(whose, atNanos);
            first.put(whose, deadline);
            queue.add(deadline);
        }
    }

    /** Nothing is due any more. */
    void remove(T whose) {
        first.remove(whose);
    }

    /** @return somebody for whom something is due now; it is not due any more. Null if there is nobody */
    @Nullable
    T takeDue(long nowNanos) {
        dropOvertaken();
        Deadline<T> next = queue.peek();
        if (next == null || nowNanos - next.atNanos() < 0) {
            return null;
        }
        queue.remove();
        first.remove(next.whose());
        return next.whose();
    }

    /** When something is due; empty if nothing is. */
    OptionalLong nextNanos() {
        dropOvertaken();
        Deadline<T> next = queue.peek();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.atNanos());
    }

    private void dropOvertaken() {
        Deadline<T> next = queue.peek();
        while (next != null && !next.equals(first.get(next.whose()))) {
            queue.remove();
            next = queue.peek();
        }
    }
}
