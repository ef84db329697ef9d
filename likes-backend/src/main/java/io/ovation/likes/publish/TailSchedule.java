package io.ovation.likes.publish;

import io.ovation.common.log.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When to say once more how far a log has come: a while after its last entry, and again later. So the loss of the last
 * entry is noticed though no further one comes. Times are {@link System#nanoTime()}.
 *
 * @param <K> a log
 */
public final class TailSchedule<K> {

    /** A log and how far it has come. */
    public record Tail<K>(K log, Mark mark) {}

    private record Due(Mark mark, long atNanos) {}

    private final int limit;
    private final long firstNanos;
    private final long secondNanos;
    /** Each in the order in which they are due, since all wait equally long. */
    private final Map<K, Due> first = new LinkedHashMap<>();

    private final Map<K, Due> second = new LinkedHashMap<>();

    /**
     * @param limit how many logs are kept in mind; of more, those that would be due next are dropped
     * @param first after the last entry
     * @param second after the last entry
     */
    public TailSchedule(int limit, Duration first, Duration second) {
        this.limit = limit;
        this.firstNanos = first.toNanos();
        this.secondNanos = second.toNanos();
    }

    /**
     * The log has come so far.
     *
     * @return how many others were dropped for it
     */
    public int add(K log, Mark mark, long nowNanos) {
        first.remove(log);
        second.remove(log);
        first.put(log, new Due(mark, nowNanos + firstNanos));
        return first.size() + second.size() > limit ? dropNext() : 0;
    }

    /** @return what is to be said now */
    public List<Tail<K>> due(long nowNanos) {
        List<Tail<K>> due = new ArrayList<>();
        removeDue(second, nowNanos, due);
        int before = due.size();
        removeDue(first, nowNanos, due);
        due.subList(before, due.size())
                .forEach(tail -> second.put(tail.log(), new Due(tail.mark(), nowNanos + secondNanos - firstNanos)));
        return due;
    }

    /** Empty if nothing is to be said. */
    public OptionalLong nextNanos() {
        OptionalLong one = next(first);
        OptionalLong other = next(second);
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() < 0 ? one : other;
    }

    private int dropNext() {
        Iterator<K> next = (second.isEmpty() ? first : second).keySet().iterator();
        next.next();
        next.remove();
        return 1;
    }

    private static <K> OptionalLong next(Map<K, Due> queue) {
        return queue.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(queue.values().iterator().next().atNanos());
    }

    private static <K> void removeDue(Map<K, Due> queue, long nowNanos, List<Tail<K>> due) {
        Iterator<Map.Entry<K, Due>> next = queue.entrySet().iterator();
        while (next.hasNext()) {
            Map.Entry<K, Due> entry = next.next();
            if (entry.getValue().atNanos() - nowNanos > 0) {
                return;
            }
            next.remove();
            due.add(new Tail<>(entry.getKey(), entry.getValue().mark()));
        }
    }
}
