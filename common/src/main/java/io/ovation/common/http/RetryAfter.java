package io.ovation.common.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The value of {@code Retry-After}: RFC 9110, section 10.2.3. */
public final class RetryAfter {

    private RetryAfter() {}

    /** @return whole seconds, and sometimes one more, so that those who wait do not all come at the same moment */
    public static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds() + ThreadLocalRandom.current().nextInt(2);
    }
}
