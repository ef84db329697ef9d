package io.ovation.common.trace;

import java.util.Locale;

/** What is followed: everything that publishers send and viewers are shown. */
public enum TracedKind {
    COMMENT,
    RETRACTION,
    LIKES,
    TYPING;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As metrics and pages name it. */
    public String label() {
        return label;
    }

    /** Whether it is in a topic's log: what gets lost of it is fetched. */
    public boolean isLogged() {
        return this == COMMENT || this == RETRACTION;
    }
}
