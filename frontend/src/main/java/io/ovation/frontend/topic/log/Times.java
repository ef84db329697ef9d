package io.ovation.frontend.topic.log;

import java.util.OptionalLong;

/** Arithmetic on {@link System#nanoTime()}, which may wrap around. */
public final class Times {

    private Times() {}

    public static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() < 0 ? one : other;
    }

    public static OptionalLong earlier(OptionalLong one, long other) {
        return one.isEmpty() || other - one.getAsLong() < 0 ? OptionalLong.of(other) : one;
    }
}
