package io.ovation.common.event;

import io.ovation.common.trace.TraceId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Merges the likes of one topic so that at most one event leaves per window. The first like after quiet leaves at
 * once and opens a window; what comes while it is open leaves merged when it ends, which opens the next.
 */
public final class LikeWindow {

    private final long windowNanos;
    private final Consumer<Event.Likes> merged;
    private boolean open;
    private long endsAtNanos;
    private Event.@Nullable Likes pending;

    /** @param merged told of likes that go on as part of earlier ones */
    public LikeWindow(Duration window, Consumer<Event.Likes> merged) {
        this.windowNanos = window.toNanos();
        this.merged = merged;
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
        if (pending == null) {
            pending = likes;
        } else {
            if (pending.trace() != TraceId.NONE) {
                merged.accept(likes);
            }
            pending = pending.merge(likes);
        }
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
