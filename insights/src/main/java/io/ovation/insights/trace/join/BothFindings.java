package io.ovation.insights.trace.join;

import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.TracedKind;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tells two. */
public record BothFindings(Findings one, Findings other) implements Findings {

    @Override
    public void took(Slice slice, String node, long micros, int weight) {
        one.took(slice, node, micros, weight);
        other.took(slice, node, micros, weight);
    }

    @Override
    public void delivered(Slice slice, long micros, int weight) {
        one.delivered(slice, micros, weight);
        other.delivered(slice, micros, weight);
    }

    @Override
    public void filled(Slice slice, OptionalLong micros) {
        one.filled(slice, micros);
        other.filled(slice, micros);
    }

    @Override
    public void doubted(Doubt doubt) {
        one.doubted(doubt);
        other.doubted(doubt);
    }

    @Override
    public void judged(Slice slice, @Nullable String node, Verdict verdict) {
        one.judged(slice, node, verdict);
        other.judged(slice, node, verdict);
    }

    @Override
    public void ended(TracedKind kind, Outcome outcome) {
        one.ended(kind, outcome);
        other.ended(kind, outcome);
    }

    @Override
    public void shown(TracedKind kind, long behindMicros) {
        one.shown(kind, behindMicros);
        other.shown(kind, behindMicros);
    }

    @Override
    public void came(Intake intake, int checkpoints) {
        one.came(intake, checkpoints);
        other.came(intake, checkpoints);
    }
}
