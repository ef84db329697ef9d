package io.ovation.dispatcher.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is asked again and again until it is answered: after a quarter of a second at first, then after up to two. Times
 * are {@link System#nanoTime()}.
 *
 * @param <R> what is asked, one at a time
 */
final class PendingRequest<R> {

    private static final Duration RETRY_AT_LEAST = Duration.ofMillis(250);
    private static final Duration RETRY_AT_MOST = Duration.ofSeconds(2);

    private final RandomGenerator random;
    private @Nullable R request;
    private int attempts;
    private long dueAtNanos;

    PendingRequest(RandomGenerator random) {
        this.random = random;
    }

    /** It is due at once. */
    void begin(R next, long nowNanos) {
        request = next;
        attempts = 0;
        dueAtNanos = nowNanos;
    }

    /** It is answered. */
    void end() {
        request = null;
    }

    /** What is asked; empty if nothing is. */
    Optional<R> current() {
        return Optional.ofNullable(request);
    }

    boolean isPending() {
        return request != null;
    }

    /** Whoever was asked has no time. */
    void postpone(Duration wait, long nowNanos) {
        dueAtNanos = Math.max(dueAtNanos, nowNanos + jittered(wait));
    }

    /** @return what to ask now, if anything */
    Optional<R> due(long nowNanos) {
        if (request == null || nowNanos - dueAtNanos < 0) {
            return Optional.empty();
        }
        Duration wait = RETRY_AT_LEAST.multipliedBy(1L << Math.min(attempts, 10));
        attempts++;
        dueAtNanos = nowNanos + jittered(wait.compareTo(RETRY_AT_MOST) < 0 ? wait : RETRY_AT_MOST);
        return Optional.of(request);
    }

    /** When {@link #due} has something; of no meaning unless something is pending. */
    long dueAtNanos() {
        return dueAtNanos;
    }

    private long jittered(Duration wait) {
        return (long) (wait.toNanos() * (1 + 0.25 * random.nextDouble()));
    }
}
