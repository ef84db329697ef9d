package io.ovation.loadtest.viewer;

/** How a viewer reads once its stream is open. */
public enum Habit {
    AT_ONCE,

    /** Once there is much to read, or at the end: as if a machine of its own took the reading off this one's hands. */
    LATE,

    /** Not at all; and has so small a receive buffer that what comes soon stays with the server. */
    SILENT
}
