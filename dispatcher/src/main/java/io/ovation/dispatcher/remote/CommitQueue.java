package io.ovation.dispatcher.remote;

import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.ByteBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Ranges of a log that wait to be committed, each where the one before it ends. Small ones leave together. */
final class CommitQueue {

    private static final int MOST_BYTES = 2 * LogRange.PAGE_BYTES;

    private final ByteBudget budget;
    private final Deque<LogRange> ranges = new ArrayDeque<>();
    private int bytes;

    /** @param budget what the logs that this node keeps may take together */
    CommitQueue(ByteBudget budget) {
        this.budget = budget;
    }

    void add(LogRange range) {
        ranges.add(range);
        count(range.bytes());
    }

    /** The next page; there is one unless this is empty. */
    LogRange remove() {
        LogRange first = ranges.element();
        List<Entry> entries = new ArrayList<>();
        Mark through = first.through();
        int pageBytes = 0;
        do {
            LogRange range = ranges.remove();
            entries.addAll(range.entries());
            through = range.through();
            pageBytes += range.bytes();
        } while (!ranges.isEmpty() && pageBytes + ranges.element().bytes() <= LogRange.PAGE_BYTES);
        count(-pageBytes);
        return new LogRange(first.after(), through, entries);
    }

    void clear() {
        ranges.clear();
        count(-bytes);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether nothing more is to be added. */
    boolean isFull() {
        return bytes >= MOST_BYTES || (bytes > 0 && budget.isOverdrawn());
    }

    private void count(int more) {
        bytes += more;
        budget.take(more);
    }
}
