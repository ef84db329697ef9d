package io.ovation.loadtest.viewer;

/** Told what happens on one stream, on the event loop of its connection. */
public interface StreamListener {

    /** The server has sent its {@code open} event. */
    default void onOpen() {}

    /** A comment with a {@link io.ovation.loadtest.publish.Stamp} in its text has arrived. */
    default void onStamp(int run, int sequence, long intendedNanos) {}

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
