package io.ovation.common.event;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Merges the likes of one topic so that at most one event leaves per window. The first like after quiet leaves at
 * once and opens a window; what comes while it is open leaves merged when it ends, which opens the next.
 */
public final class LikeWindow {

    private final long windowNanos;
    private boolean open;
    private long endsAtNanos;
    private Event.@Nullable Likes pending;

    public LikeWindow(Duration window) {
        this.windowNanos = window.toNanos();
    }

    /**
     * @param nowNanos {@link System#nanoTime()}
     * @return what leaves now; empty if it waits for {@link #end}
     */
    public Optional<Event.Likes> add(Event.Likes likes, long nowNanos) {
        if (!open) {
            openAt(nowNanos);
            return Optional.of(likes);
        }
        pending = pending == null ? likes : pending.merge(likes);
        return Optional.empty();
    }

    /**
     * To be called once the window is over.
     *
     * @return what waited; then the next window is open. Empty if nothing did; then the topic is quiet again.
     */
    public Optional<Event.Likes> end(long nowNanos) {
        Optional<Event.Likes> leaving = Optional.ofNullable(pending);
        pending = null;
        open = false;
        if (leaving.isPresent()) {
            openAt(nowNanos);
        }
        return leaving;
    }

    public boolean isOpen() {
        return open;
    }

    /** Meaningful while the window is open. */
    public long endsAtNanos() {
        return endsAtNanos;
    }

    private void openAt(long nowNanos) {
        open = true;
        endsAtNanos = nowNanos + windowNanos;
    }
}
