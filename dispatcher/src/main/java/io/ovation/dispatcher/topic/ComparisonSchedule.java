package io.ovation.dispatcher.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the watched topics are to be compared next: each once in an interval, evenly spread in batches that are worth a
 * question; or all of them as fast as is allowed. It is asked at regular times.
 *
 * @param <K> a topic
 */
final class ComparisonSchedule<K> {

    private static final Duration WORTH_WAITING = Duration.ofSeconds(1);

    private final double shareEachTime;
    private final double shareOfABatch;
    private final int mostEachTime;

    /** The one that was compared longest ago comes first. */
    private final Set<K> topics = new LinkedHashSet<>();

    private double due;
    private int hurried;

    /**
     * @param interval between two comparisons of a topic
     * @param period in which it is asked
     * @param mostEachTime how many topics it names at once
     */
    ComparisonSchedule(Duration interval, Duration period, int mostEachTime) {
        this.shareEachTime = share(period, interval);
        this.shareOfABatch = share(WORTH_WAITING, interval);
        this.mostEachTime = mostEachTime;
    }

    void add(K topic) {
        topics.add(topic);
    }

    void remove(K topic) {
        topics.remove(topic);
        hurried = Math.min(hurried, topics.size());
    }

    /** All of them are to be compared as soon as possible. */
    void hurry() {
        hurried = topics.size();
    }

    /** @return those that are to be compared now */
    List<K> next() {
        int count = Math.min(topics.size(), count());
        due = Math.max(0, due - count);
        hurried = Math.max(0, hurried - count);
        List<K> next = new ArrayList<>(count);
        Iterator<K> longestAgo = topics.iterator();
        while (next.size() < count) {
            next.add(longestAgo.next());
            longestAgo.remove();
        }
        topics.addAll(next);
        return next;
    }

    private int count() {
        due = Math.min(due + topics.size() * shareEachTime, mostEachTime);
        if (hurried > 0) {
            return Math.min(hurried, mostEachTime);
        }
        double batch = Math.max(1, topics.size() * shareOfABatch);
        return due >= Math.min(batch, mostEachTime) ? (int) due : 0;
    }

    private static double share(Duration part, Duration whole) {
        return Math.min(1, (double) part.toNanos() / whole.toNanos());
    }
}
