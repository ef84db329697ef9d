package io.ovation.frontend.frame;

import java.util.Locale;

/** Why a viewer was not told everything. */
public enum GapReason {
    /** The viewer, or its event loop, could not keep up. */
    SLOW,
    /** More has happened since its last event than can be replayed. */
    EXPIRED,
    /** The node lost sight of the topic for longer than anybody remembers, or of its viewers. */
    FAILOVER;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As viewers know it. */
    @Override
    public String toString() {
        return text;
    }
}
