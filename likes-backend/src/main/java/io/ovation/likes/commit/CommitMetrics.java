package io.ovation.likes.commit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.ovation.common.log.Entry;
import io.ovation.likes.store.RemotePage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What is counted of commits. */
final class CommitMetrics {

    /** Bounds of buckets, each 1.1 times the one before where every publisher waits: good for percentiles. */
    private static final int BUCKETS_OF_A_DECADE = 24;

    private static final double FIRST_SECONDS = 0.001;
    private static final int DECADES = 3;
    private static final Duration[] BEYOND = {Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10)};
    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};

    private static final Duration[] LAGS = LongStream.of(
                    50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 600_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Map<String, Timer> lags = new HashMap<>();

    final Timer commits = Timer.builder("ovation.likes.commit")
            .serviceLevelObjectives(commitBounds())
            .register(Metrics.globalRegistry);

    final DistributionSummary groupSizes = DistributionSummary.builder("ovation.likes.commit.writes")
            .serviceLevelObjectives(SIZES)
            .register(Metrics.globalRegistry);

    final Counter queueFull = refused("queue-full");
    final Counter keyReused = refused("key-reused");
    final Counter failed = Metrics.counter("ovation.likes.writes.failed", "reason", "store");
    final Counter pagesTaken = pages("taken");
    final Counter pagesUnfit = pages("unfit");
    final Counter pagesBusy = pages("busy");
    final Counter pagesFailed = pages("failed");

    private static Duration[] commitBounds() {
        Stream<Duration> fine = IntStream.rangeClosed(0, DECADES * BUCKETS_OF_A_DECADE)
                .mapToDouble(step -> FIRST_SECONDS * Math.pow(10, step / (double) BUCKETS_OF_A_DECADE))
                .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e5) * 10_000));
        return Stream.concat(fine, Stream.of(BEYOND)).toArray(Duration[]::new);
    }

    /**
     * How long after it was logged in another data centre the last entry of a page is committed here, by the clocks of
     * both.
     */
    void taken(RemotePage page, Instant now) {
        List<Entry> entries = page.range().entries();
        if (!entries.isEmpty()) {
            Duration lag = Duration.between(entries.get(entries.size() - 1).loggedAt(), now);
            lags.computeIfAbsent(page.log().dataCentre(), CommitMetrics::lag)
                    .record(lag.isNegative() ? Duration.ZERO : lag);
        }
    }

    private static Timer lag(String dataCentre) {
        return Timer.builder("ovation.likes.log.remote.lag")
                .tag("from", dataCentre)
                .serviceLevelObjectives(LAGS)
                .register(Metrics.globalRegistry);
    }

    private static Counter refused(String reason) {
        return Metrics.counter("ovation.likes.writes.refused", "reason", reason);
    }

    private static Counter pages(String outcome) {
        return Metrics.counter("ovation.likes.log.remote.pages", "outcome", outcome);
    }
}
