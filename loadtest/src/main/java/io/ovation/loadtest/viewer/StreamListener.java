package io.ovation.loadtest.viewer;

import java.time.Instant;

/** Told what happens on one stream, on the event loop of its connection. */
public interface StreamListener {

    /** The server has sent its {@code open} event. */
    default void onOpen() {}

    /** A comment with a {@link io.ovation.loadtest.publish.Stamp} in its text has arrived. */
    default void onStamp(int run, int sequence, long intendedNanos) {}

    /** Whether it wants to know when comments were accepted. */
    default boolean asksForAcceptance() {
        return false;
    }

    /**
     * Told of a comment with a stamp, behind {@link #onStamp}, to whoever asks for it.
     *
     * @param at when a backend accepted the comment, by its clock
     * @param trace of one that the server follows, else {@link io.ovation.common.trace.TraceId#NONE}
     */
    default void onAcceptance(Instant at, long trace) {}

    /** The server says that something was lost here. */
    default void onGap() {}

    /** The server says that more was said than it shows. */
    default void onSampled() {}

    /**
     * The connection is over, or could not be made. Called once, and last.
     *
     * @param reason fit to be read by people
     */
    default void onClosed(String reason) {}
}
