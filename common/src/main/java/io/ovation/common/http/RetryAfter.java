package io.ovation.common.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The value of {@code Retry-After}: RFC 9110, section 10.2.3. */
public final class RetryAfter {

    private RetryAfter() {}

    /** @return whole seconds, one at least, and sometimes one more, so that those who wait do not all come at once */
    public static long seconds(Duration wait) {
        long whole = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return Math.max(1, whole) + ThreadLocalRandom.current().nextInt(2);
    }
}
