package io.ovation.dispatcher.remote;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** When which data centre is to be swept. Times are {@link System#nanoTime()}. */
final class SweepSchedule {

    private final Duration interval;
    private final Duration tryAgainAfter;
    private final RandomGenerator random;
    private final Map<String, Long> dueAtNanos = new HashMap<>();
    private boolean active;

    SweepSchedule(Duration interval, Duration tryAgainAfter, RandomGenerator random) {
        this.interval = interval;
        this.tryAgainAfter = tryAgainAfter;
        this.random = random;
    }

    /**
     * Those that are new are due at once; all are if this node did not see to it before.
     *
     * @param nowActive whether this node sees to it
     */
    void update(Set<String> dataCentres, boolean nowActive, long nowNanos) {
        if (nowActive && !active) {
            dueAtNanos.clear();
        }
        active = nowActive;
        dueAtNanos.keySet().retainAll(dataCentres);
        dataCentres.forEach(there -> dueAtNanos.putIfAbsent(there, nowNanos));
    }

    /** It is back. */
    void dueNow(String dataCentre, long nowNanos) {
        dueAtNanos.computeIfPresent(dataCentre, (there, at) -> nowNanos);
    }

    /** @return one that is to be swept now, and then again after the interval */
    Optional<String> next(long nowNanos) {
        Optional<String> next = dueAtNanos.entrySet().stream()
                .filter(due -> active && due.getValue() - nowNanos <= 0)
                .map(Map.Entry::getKey)
                .findAny();
        next.ifPresent(there -> dueAtNanos.put(there, nowNanos + jittered(interval)));
        return next;
    }

    /** It did not answer. */
    void failed(String dataCentre, long nowNanos) {
        dueAtNanos.computeIfPresent(dataCentre, (there, at) -> {
            long again = nowNanos + jittered(tryAgainAfter);
            return again - at < 0 ? again : at;
        });
    }

    private long jittered(Duration duration) {
        return (long) (duration.toNanos() * (1 + 0.25 * random.nextDouble()));
    }
}
