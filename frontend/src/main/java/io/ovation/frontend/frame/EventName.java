package io.ovation.frontend.frame;

import java.util.Locale;

/** The kinds of events on a stream. */
public enum EventName {
    OPEN,
    SNAPSHOT,
    LIKES,
    COMMENT,
    RETRACTED,
    SAMPLED,
    TYPING,
    VIEWERS,
    PRESENCE,
    GAP,
    EXPIRING,
    BYE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As viewers know it. */
    @Override
    public String toString() {
        return text;
    }
}
