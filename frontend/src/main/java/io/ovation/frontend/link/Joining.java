package io.ovation.frontend.link;

/** Somebody who wants a topic. */
public interface Joining {

    /** The number of the event loop. */
    int loopIndex();

    /** By which it is known among all. */
    Object viewer();

    LastSeen lastSeen();

    /** Whether it has watched the topic until the topic's state was forgotten here. */
    boolean wasWatching();
}
