package io.ovation.frontend.topic.log;

import java.time.Duration;
import java.util.OptionalLong;

/** For how long nothing has come of what is missing. Times are {@link System#nanoTime()}. */
final class Silence {

    /** A topic actor that is moving is waited for. */
    private static final Duration MOST = Duration.ofSeconds(15);

    private boolean missing;
    private long sinceNanos;

    /** Something has come, or somebody else is asked. */
    void isBroken(long nowNanos) {
        sinceNanos = nowNanos;
    }

    void watch(boolean isMissing, long nowNanos) {
        if (isMissing && !missing) {
            sinceNanos = nowNanos;
        }
        missing = isMissing;
    }

    /** Whether it has lasted for too long. */
    boolean isTooLong(long nowNanos) {
        return missing && nowNanos - sinceNanos >= MOST.toNanos();
    }

    /** When it will have. */
    OptionalLong nextNanos() {
        return missing ? OptionalLong.of(sinceNanos + MOST.toNanos()) : OptionalLong.empty();
    }
}
