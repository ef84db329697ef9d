package io.ovation.systemtests.fault.audience;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long a viewer waits before it comes back; the JavaScript client's rule. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 10;

    private final RandomGenerator random;
    private int attempts;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param asked what the server asked for: the wait is no shorter, and up to a quarter longer */
    Duration next(Optional<Duration> asked) {
        long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempts, MOST_DOUBLINGS));
        attempts++;
        double own = ceiling * (1 + random.nextDouble()) / 2;
        if (asked.isEmpty()) {
            return Duration.ofMillis((long) own);
        }
        double polite = asked.get().toMillis() * (1 + random.nextDouble() / 4);
        return Duration.ofMillis((long) (attempts == 1 ? polite : Math.max(polite, own)));
    }

    /** A stream has held: the next failure is a first one again. */
    void reset() {
        attempts = 0;
    }
}
