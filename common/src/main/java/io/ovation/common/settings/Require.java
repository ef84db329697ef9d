package io.ovation.common.settings;

import java.time.Duration;

/** Checks of settings. Each throws {@link IllegalArgumentException} with a message that names the key. */
public final class Require {

    private Require() {}

    public static int between(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be from " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    public static int positive(String key, int value) {
        return between(key, value, 1, Integer.MAX_VALUE);
    }

    /** From 0 to 1. */
    public static double share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(key + " must be from 0 to 1, not " + value);
        }
        return value;
    }

    /** Zero asks the operating system for a free port. */
    public static int port(String key, int value) {
        return between(key, value, 0, 65_535);
    }

    public static Duration positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + " must be longer than zero, not " + value);
        }
        return value;
    }

    public static String notBlank(String key, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(key + " must not be empty");
        }
        return value;
    }
}
