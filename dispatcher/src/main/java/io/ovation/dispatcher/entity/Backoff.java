package io.ovation.dispatcher.entity;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time up to a limit, of which a random half is waived so
 * that many who failed together do not return together.
 */
public final class Backoff {

    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    public Backoff(Duration least, Duration most, RandomGenerator random) {
        this.next = least;
        this.most = most;
        this.random = random;
    }

    public Duration next() {
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(most) < 0 ? doubled : most;
        return Duration.ofNanos((long) (wait.toNanos() * (0.5 + 0.5 * random.nextDouble())));
    }
}
