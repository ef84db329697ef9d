package io.ovation.access;

import java.util.Locale;

/** Who is let in. */
public enum AccessMode {
    /** Everybody, to read and to publish what they like. */
    OPEN,

    /** Who has a token, to do what it gives the right to. */
    CLOSED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
