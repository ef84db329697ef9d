package io.ovation.frontend.topic;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * How many viewers of a topic each event loop has, and which loops were refused something and are owed a snapshot. Times
 * are {@link System#nanoTime()}.
 */
public final class TopicViewers {

    /** A loop that could not keep up gets that long before it is made up to. */
    private static final Duration REST = Duration.ofMillis(500);

    private final BitSet behind = new BitSet();
    private int[] byLoop = new int[0];

    /** Other threads read it now and then, and may see what it was a moment ago. */
    private int count;

    private long makeUpAtNanos;

    void join(int loop) {
        if (loop >= byLoop.length) {
            byLoop = Arrays.copyOf(byLoop, loop + 1);
        }
        byLoop[loop]++;
        count++;
    }

    /** A viewer that this node has forgotten in a restart may leave without ever having joined. */
    void leave(int loop) {
        remove(loop, isWatching(loop) ? 1 : 0);
    }

    /** The loop has started anew and has no viewers. */
    void leaveAll(int loop) {
        remove(loop, isWatching(loop) ? byLoop[loop] : 0);
    }

    private void remove(int loop, int leaving) {
        if (leaving == 0) {
            return;
        }
        byLoop[loop] -= leaving;
        count -= leaving;
        if (byLoop[loop] == 0) {
            // Who comes now gets a snapshot anyway.
            behind.clear(loop);
        }
    }

    public int count() {
        return count;
    }

    public int count(int loop) {
        return loop < byLoop.length ? byLoop[loop] : 0;
    }

    public boolean isWatching(int loop) {
        return loop < byLoop.length && byLoop[loop] > 0;
    }

    /** The loop could not be given something. */
    public void refused(int loop, long nowNanos) {
        if (behind.isEmpty()) {
            makeUpAtNanos = nowNanos + REST.toNanos();
        }
        behind.set(loop);
    }

    /** Whether the loop gets nothing until it has been made up to: its viewers would see a hole. */
    public boolean isBehind(int loop) {
        return behind.get(loop);
    }

    public void madeUp(int loop) {
        behind.clear(loop);
    }

    /** Whether it is time to make up to those that are behind. It is again after a while. */
    boolean isMakeUpDue(long nowNanos) {
        boolean due = !behind.isEmpty() && nowNanos - makeUpAtNanos >= 0;
        if (due) {
            makeUpAtNanos = nowNanos + REST.toNanos();
        }
        return due;
    }

    OptionalLong nextNanos() {
        return behind.isEmpty() ? OptionalLong.empty() : OptionalLong.of(makeUpAtNanos);
    }
}
