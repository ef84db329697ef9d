package io.ovation.insights.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.LatencyHistogram;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.join.Findings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is found. A timer is told of each viewer, so that percentiles are those of viewers, but of 100 at most for
 * each event loop and event: they took equally long, and thousands would cost milliseconds.
 */
final class TraceMeters implements Findings {

    private static final int MOST_VIEWERS = 100;
    private static final Duration[] BOUNDS = LatencyHistogram.bounds();

    /** So that a step is not looked for among all meters each time. */
    private final Map<List<?>, Timer> timers = new HashMap<>();

    private final Map<List<?>, Counter> counters = new HashMap<>();

    private final Counter taken = Metrics.counter("ovation.insight.checkpoints.taken");
    private final Counter late = Metrics.counter("ovation.insight.checkpoints.late");
    private final Counter repeated = Metrics.counter("ovation.insight.checkpoints.repeated");
    private final Counter displaced = Metrics.counter("ovation.insight.checkpoints.displaced");
    private final Counter uncertain = doubts("uncertain");
    private final Counter skewed = doubts("skewed");

    @Override
    public void took(Slice slice, String node, long micros, int weight) {
        record(timer("stage", slice, TraceMeters::stage), micros, weight);
    }

    @Override
    public void delivered(Slice slice, long micros, int weight) {
        record(timer("delivery", slice, TraceMeters::delivery), micros, weight);
    }

    @Override
    public void filled(Slice slice, OptionalLong micros) {
        counter("filled", slice, TraceMeters::filled).increment();
        micros.ifPresent(cost -> record(timer("hole", slice, TraceMeters::hole), cost, 1));
    }

    @Override
    public void doubted(Doubt doubt) {
        (doubt == Doubt.SKEWED ? skewed : uncertain).increment();
    }

    /** All are registered with the first that is judged: no series is no answer to how many are lost. */
    @Override
    public void judged(Slice slice, @Nullable String node, Verdict verdict) {
        counter("expected", slice, TraceMeters::expected).increment(verdict == Verdict.UNKNOWN ? 0 : 1);
        counter("lost", slice, TraceMeters::lost).increment(verdict == Verdict.LOST ? 1 : 0);
        counter("unknown", slice, TraceMeters::unknown).increment(verdict == Verdict.UNKNOWN ? 1 : 0);
        if (slice.kind().isLogged()) {
            counter("filled", slice, TraceMeters::filled).increment(0);
        }
    }

    /** Likewise. */
    @Override
    public void ended(TracedKind kind, Outcome outcome) {
        for (Outcome each : Outcome.values()) {
            counters.computeIfAbsent(List.of(kind, each), none -> events(kind, each))
                    .increment(each == outcome ? 1 : 0);
        }
    }

    @Override
    public void shown(TracedKind kind, long behindMicros) {
        record(timers.computeIfAbsent(List.of(kind), none -> behindVideo(kind)), behindMicros, 1);
    }

    @Override
    public void came(Intake intake, int checkpoints) {
        Counter counter = switch (intake) {
            case TAKEN -> taken;
            case LATE -> late;
            case REPEATED -> repeated;
            case DISPLACED -> displaced;
        };
        counter.increment(checkpoints);
    }

    private static void record(Timer timer, long micros, int weight) {
        for (int i = 0; i < Math.min(weight, MOST_VIEWERS); i++) {
            timer.record(micros, TimeUnit.MICROSECONDS);
        }
    }

    private Timer timer(String of, Slice slice, Function<Slice, Timer> register) {
        return timers.computeIfAbsent(List.of(of, slice), none -> register.apply(slice));
    }

    private Counter counter(String of, Slice slice, Function<Slice, Counter> register) {
        return counters.computeIfAbsent(List.of(of, slice), none -> register.apply(slice));
    }

    private static Timer stage(Slice slice) {
        return Timer.builder("ovation.insight.stage")
                .tag("kind", slice.kind().label())
                .tag("stage", slice.stage().label())
                .tag("from", slice.from())
                .tag("to", slice.to())
                .serviceLevelObjectives(BOUNDS)
                .register(Metrics.globalRegistry);
    }

    private static Timer delivery(Slice slice) {
        return Timer.builder("ovation.insight.delivery")
                .tag("kind", slice.kind().label())
                .tag("through", slice.stage().label())
                .tag("from", slice.from())
                .tag("to", slice.to())
                .serviceLevelObjectives(BOUNDS)
                .register(Metrics.globalRegistry);
    }

    private static Timer hole(Slice slice) {
        return Timer.builder("ovation.insight.hole")
                .tag("kind", slice.kind().label())
                .tag("stage", slice.stage().label())
                .serviceLevelObjectives(BOUNDS)
                .register(Metrics.globalRegistry);
    }

    private static Timer behindVideo(TracedKind kind) {
        return Timer.builder("ovation.insight.behind.video")
                .tag("kind", kind.label())
                .serviceLevelObjectives(BOUNDS)
                .register(Metrics.globalRegistry);
    }

    private static Counter filled(Slice slice) {
        return Metrics.counter(
                "ovation.insight.holes.filled",
                "kind",
                slice.kind().label(),
                "stage",
                slice.stage().label());
    }

    private static Counter expected(Slice slice) {
        return Metrics.counter(
                "ovation.insight.expected",
                "kind",
                slice.kind().label(),
                "stage",
                slice.stage().label(),
                "to",
                slice.to());
    }

    private static Counter lost(Slice slice) {
        return Metrics.counter(
                "ovation.insight.lost",
                "kind",
                slice.kind().label(),
                "stage",
                slice.stage().label(),
                "to",
                slice.to());
    }

    private static Counter unknown(Slice slice) {
        return Metrics.counter(
                "ovation.insight.unknown",
                "kind",
                slice.kind().label(),
                "stage",
                slice.stage().label());
    }

    private static Counter events(TracedKind kind, Outcome outcome) {
        return Metrics.counter(
                "ovation.insight.events",
                "kind",
                kind.label(),
                "outcome",
                outcome.name().toLowerCase(Locale.ROOT));
    }

    private static Counter doubts(String reason) {
        return Metrics.counter("ovation.insight.latency.uncertain", "reason", reason);
    }
}
