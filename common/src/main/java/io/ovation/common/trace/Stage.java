package io.ovation.common.trace;

import java.util.Locale;

/** Where an event is on its way from its publisher to a viewer, in order. Each is the moment at which it gets there. */
public enum Stage {
    /** A likes backend has read the publisher's request. */
    ACCEPTED,
    /** It is in the store of the data centre; what is not kept, as typing, skips this. */
    COMMITTED,
    /** The likes backend has sent it to the topic's actor. */
    PUBLISHED,
    /** The topic's actor has it, and of the log everything before it. */
    TOPIC_RECEIVED,
    /** The topic's actor has sent it to one of the frontends that watch. */
    TOPIC_SENT,
    /** That frontend has it, and of the log everything before it. */
    FRONTEND_RECEIVED,
    /** It was written to the sockets of an event loop's viewers. */
    WRITTEN,
    /** A viewer has it, and says so. */
    RECEIVED;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As metrics, settings and pages name it. */
    public String label() {
        return label;
    }
}
