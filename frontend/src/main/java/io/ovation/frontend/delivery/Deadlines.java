package io.ovation.frontend.delivery;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When something is due for each of many, so that one timer serves all. Times are {@link System#nanoTime()}.
 *
 * @param <T> whoever has something due
 */
final class Deadlines<T> {

    private record Deadline<T>(T whose, long atNanos, long sequence) {}

    /** Those in the queue at a time are less than half of all numbers apart. */
    private static final Comparator<Deadline<?>> SOONEST_FIRST = (one, other) -> {
        int byTime = Long.signum(one.atNanos() - other.atNanos());
        return byTime != 0 ? byTime : Long.compare(one.sequence(), other.sequence());
    };

    private final NavigableSet<Deadline<T>> queue = new TreeSet<>(SOONEST_FIRST);
    private final Map<T, Deadline<T>> known = new HashMap<>();
    private long sequence;

    /** Something is due then; nothing changes if something is due sooner. */
    void set(T whose, long atNanos) {
        Deadline<T> before = known.get(whose);
        if (before == null || atNanos - before.atNanos() < 0) {
            remove(whose);
            Deadline<T> deadline = new Deadline<>(whose, atNanos, sequence++);
            known.put(whose, deadline);
            queue.add(deadline);
        }
    }

    /** Nothing is due any more. */
    void remove(T whose) {
        Deadline<T> before = known.remove(whose);
        if (before != null) {
            queue.remove(before);
        }
    }

    /** @return somebody for whom something is due now; it is not due any more. Null if there is nobody */
    @Nullable
    T takeDue(long nowNanos) {
        if (queue.isEmpty() || nowNanos - queue.first().atNanos() < 0) {
            return null;
        }
        T next = queue.first().whose();
        remove(next);
        return next;
    }

    /** When something is due; empty if nothing is. */
    OptionalLong nextNanos() {
        return queue.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(queue.first().atNanos());
    }

    /** As many as have something due. */
    int size() {
        return queue.size();
    }
}
