package io.ovation.common.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The sender's side: numbers what is sent and keeps it until the receiver has it. What is not acknowledged in time is
 * sent again, all of it and in order, so that the receiver need not keep anything: go-back-N (Tanenbaum, "Computer
 * Networks", 3.4.2). Waits double from one repetition to the next until something is acknowledged. All times are
 * {@link System#nanoTime()}.
 *
 * @param <T> what is sent
 */
public final class Outbound<T> {

    private static final int MAX_DOUBLINGS = 4;

    /** An item and where it stands. */
    public record Sent<T>(Position position, T item) {}

    private final int limit;
    private final long timeoutNanos;
    private final Deque<T> unacknowledged = new ArrayDeque<>();
    private long stream;
    private long acknowledged;
    private long sentAtNanos;
    private int repetitions;

    /**
     * @param limit how many items may wait for their acknowledgement
     * @param timeout after which what is not acknowledged is sent again
     */
    public Outbound(long stream, int limit, Duration timeout) {
        this.stream = stream;
        this.limit = limit;
        this.timeoutNanos = timeout.toNanos();
    }

    /** Starts over: what was not acknowledged is forgotten. */
    public void restart(long newStream) {
        stream = newStream;
        unacknowledged.clear();
        acknowledged = 0;
        repetitions = 0;
    }

    /**
     * @return where the item stands, to be sent with it
     * @throws IllegalStateException if {@link #isFull()}
     */
    public Position add(T item, long nowNanos) {
        if (isFull()) {
            throw new IllegalStateException("more than " + limit + " items wait for their acknowledgement");
        }
        if (unacknowledged.isEmpty()) {
            sentAtNanos = nowNanos;
        }
        unacknowledged.addLast(item);
        return position(acknowledged + unacknowledged.size());
    }

    /**
     * The receiver has everything up to that.
     *
     * @return what it had not acknowledged before, in order
     */
    public List<T> acknowledge(long ofStream, long sequence, long nowNanos) {
        List<T> news = new ArrayList<>();
        if (ofStream != stream || sequence > acknowledged + unacknowledged.size()) {
            return news;
        }
        while (acknowledged < sequence) {
            news.add(unacknowledged.removeFirst());
            acknowledged++;
        }
        if (!news.isEmpty()) {
            sentAtNanos = nowNanos;
            repetitions = 0;
        }
        return news;
    }

    /** @return what is to be sent again now, in order; empty if nothing has waited for too long */
    public List<Sent<T>> overdue(long nowNanos) {
        List<Sent<T>> again = new ArrayList<>();
        if (unacknowledged.isEmpty() || nowNanos - sentAtNanos < timeoutNanos << repetitions) {
            return again;
        }
        sentAtNanos = nowNanos;
        repetitions = Math.min(repetitions + 1, MAX_DOUBLINGS);
        long sequence = acknowledged;
        for (T item : unacknowledged) {
            again.add(new Sent<>(position(++sequence), item));
        }
        return again;
    }

    public boolean isFull() {
        return unacknowledged.size() >= limit;
    }

    public boolean isEmpty() {
        return unacknowledged.isEmpty();
    }

    /** The one whose acknowledgement has been waited for longest. */
    public Optional<T> oldest() {
        return Optional.ofNullable(unacknowledged.peekFirst());
    }

    private Position position(long sequence) {
        return new Position(stream, acknowledged + 1, sequence);
    }
}
