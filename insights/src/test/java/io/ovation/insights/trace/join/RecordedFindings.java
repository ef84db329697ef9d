package io.ovation.insights.trace.join;

import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told. */
public final class RecordedFindings implements Findings {

    public record Took(Slice slice, String node, long micros, int weight) {}

    public record Delivered(Slice slice, long micros, int weight) {}

    public record Filled(Slice slice, OptionalLong micros) {}

    public record Judged(Slice slice, @Nullable String node, Verdict verdict) {

        public Stage stage() {
            return slice.stage();
        }
    }

    public final List<Took> took = new ArrayList<>();
    public final List<Delivered> delivered = new ArrayList<>();
    public final List<Filled> filled = new ArrayList<>();
    public final List<Doubt> doubts = new ArrayList<>();
    public final List<Judged> judged = new ArrayList<>();
    public final List<Outcome> outcomes = new ArrayList<>();
    public final List<Intake> intakes = new ArrayList<>();

    public List<Judged> judged(Verdict verdict) {
        return judged.stream().filter(each -> each.verdict() == verdict).toList();
    }

    @Override
    public void took(Slice slice, String node, long micros, int weight) {
        took.add(new Took(slice, node, micros, weight));
    }

    @Override
    public void delivered(Slice slice, long micros, int weight) {
        delivered.add(new Delivered(slice, micros, weight));
    }

    @Override
    public void filled(Slice slice, OptionalLong micros) {
        filled.add(new Filled(slice, micros));
    }

    @Override
    public void doubted(Doubt doubt) {
        doubts.add(doubt);
    }

    @Override
    public void judged(Slice slice, @Nullable String node, Verdict verdict) {
        judged.add(new Judged(slice, node, verdict));
    }

    @Override
    public void ended(TracedKind kind, Outcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void shown(TracedKind kind, long behindMicros) {}

    @Override
    public void came(Intake intake, int checkpoints) {
        for (int i = 0; i < checkpoints; i++) {
            intakes.add(intake);
        }
    }
}
