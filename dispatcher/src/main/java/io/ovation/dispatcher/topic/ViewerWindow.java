package io.ovation.dispatcher.topic;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Thins out how often a topic says how many viewers it has: the first change after quiet at once, then the latest
 * number once per interval, as long as it changes. Times are {@link System#nanoTime()}.
 */
final class ViewerWindow {

    private final long intervalNanos;
    private int said;
    private int latest;
    private boolean open;
    private long endsAtNanos;

    ViewerWindow(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /** @return what to say now; empty if nothing changed or it waits for {@link #end} */
    OptionalInt change(int viewers, long nowNanos) {
        latest = viewers;
        return open ? OptionalInt.empty() : say(nowNanos);
    }

    /** To be called once the interval is over. */
    OptionalInt end(long nowNanos) {
        open = false;
        return say(nowNanos);
    }

    boolean isOpen() {
        return open;
    }

    /** Meaningful while the window is open. */
    long endsAtNanos() {
        return endsAtNanos;
    }

    private OptionalInt say(long nowNanos) {
        if (latest == said) {
            return OptionalInt.empty();
        }
        said = latest;
        open = true;
        endsAtNanos = nowNanos + intervalNanos;
        return OptionalInt.of(said);
    }
}
