package io.ovation.common.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * A rate that each key may do something at, by a token bucket. Forgets whoever has rested for as long as makes no
 * difference, and, if there are too many, some of the others: a flood of keys loosens the limit for itself.
 */
public final class RateLimit<K> {

    private static final int MOST_KEYS = 50_000;

    private final Rate rate;
    private final TimeMeter time;
    private final Cache<K, Bucket> buckets;

    public RateLimit(Rate rate) {
        this(rate, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimit(Rate rate, TimeMeter time) {
        this.rate = rate;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(rate.rest())
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    /** @return nothing if it may be done now, else how long to wait */
    public Optional<Duration> take(K key) {
        return take(key, 1);
    }

    /**
     * The same for something that counts several times, though for no more than may be done at once.
     *
     * @return nothing if it may be done now, else how long to wait; it has not been counted then
     */
    public Optional<Duration> take(K key, int count) {
        Turn turn = turn(key, count);
        return turn.isRefused() ? Optional.of(turn.delay()) : Optional.empty();
    }

    /** When something that counts so many times may be done. What is refused has not been counted. */
    public Turn turn(K key, int count) {
        ConsumptionProbe probe =
                buckets.get(key, unused -> bucket()).tryConsumeAndReturnRemaining(Math.min(count, rate.burst()));
        return probe.isConsumed()
                ? Turn.after(rate.waitAfter(rate.burst() - probe.getRemainingTokens()))
                : Turn.refused(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /**
     * Counts something that has been done already, whether or not it might have been. The key owes what it lacks, as much
     * as a burst at most, and may do nothing until that has come in.
     */
    public void charge(K key, int count) {
        Bucket bucket = buckets.get(key, unused -> bucket());
        long due = Math.min(count, bucket.getAvailableTokens() + rate.burst());
        if (due > 0) {
            bucket.consumeIgnoringRateLimits(due);
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
