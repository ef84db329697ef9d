package io.ovation.common.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.memory.ByteBudget;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Ranges of a log that wait above a hole, the lowest first. They are bounded, and their bytes count as those of the
 * windows. What is refused is counted, and fetched in its turn.
 */
final class HeldRanges<S> {

    private static final Counter REFUSED_LOG_FULL = refused("log-full");
    private static final Counter REFUSED_NODE_FULL = refused("node-full");

    /** What a range takes beside its entries, about. */
    private static final int OVERHEAD_BYTES = 256;

    /** A range as it came. */
    record Received<S>(LogRange range, boolean gap, S source) {}

    private record Held<S>(Received<S> received, int bytes) {

        LogRange range() {
            return received.range();
        }

        /** One without any entry has its cost too. */
        int entries() {
            return Math.max(1, range().entries().size());
        }
    }

    private final FollowerSettings limits;
    private final ByteBudget budget;
    private final PriorityQueue<Held<S>> held = new PriorityQueue<>(
            Comparator.comparingLong((Held<S> it) -> it.range().after().position())
                    .thenComparingLong(it -> it.range().through().position()));
    private int entries;
    private int bytes;

    /** @param budget what the windows of this node may take together */
    HeldRanges(FollowerSettings limits, ByteBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** Holds it if there is room; one is held whatever the others of the node take, lest its hole never be skipped. */
    void add(Received<S> received) {
        Held<S> one = new Held<>(received, OVERHEAD_BYTES + received.range().bytes());
        if (entries + one.entries() > limits.heldEntries() || bytes + one.bytes() > limits.heldBytes()) {
            REFUSED_LOG_FULL.increment();
        } else if (!held.isEmpty() && budget.isOverdrawn()) {
            REFUSED_NODE_FULL.increment();
        } else {
            held.add(one);
            count(one.entries(), one.bytes());
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** The position before the lowest range; there is one unless this is empty. */
    long lowest() {
        return held.element().range().after().position();
    }

    /** The position at which the highest range ends; 0 if there is none. */
    long highest() {
        return held.stream()
                .mapToLong(it -> it.range().through().position())
                .max()
                .orElse(0);
    }

    /** The lowest range; there is one unless this is empty. */
    Received<S> remove() {
        Held<S> lowest = held.remove();
        count(-lowest.entries(), -lowest.bytes());
        return lowest.received();
    }

    void clear() {
        held.clear();
        count(-entries, -bytes);
    }

    private void count(int moreEntries, int moreBytes) {
        entries += moreEntries;
        bytes += moreBytes;
        budget.take(moreBytes);
    }

    private static Counter refused(String reason) {
        return Metrics.counter("ovation.log.held.refused", "reason", reason);
    }
}
