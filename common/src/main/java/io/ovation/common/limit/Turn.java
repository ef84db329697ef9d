package io.ovation.common.limit;

import java.time.Duration;

/**
 * When something may be done.
 *
 * @param delay until then
 * @param isRefused whether it has to be asked for anew then
 */
public record Turn(Duration delay, boolean isRefused) {

    public static final Turn NOW = new Turn(Duration.ZERO, false);

    static Turn after(Duration delay) {
        return delay.isZero() ? NOW : new Turn(delay, false);
    }

    static Turn refused(Duration delay) {
        return new Turn(delay, true);
    }
}
