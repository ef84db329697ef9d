package io.ovation.joint.trace;

import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.join.Findings;
import io.ovation.joint.trace.Truth.Place;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What all joiners have found. */
final class Found implements Findings {

    final Map<Outcome, Integer> outcomes = new HashMap<>();
    final Map<Place, Integer> holes = new HashMap<>();
    long viewers;
    long shortest;
    long longestStep;
    int skewed;
    int uncertain;
    int received;
    boolean fromUnknown;

    private final Map<Verdict, Map<Place, Integer>> judged = new EnumMap<>(Verdict.class);

    Map<Place, Integer> places(Verdict verdict) {
        return judged.getOrDefault(verdict, Map.of());
    }

    @Override
    public void took(Slice slice, String node, long micros, int weight) {
        shortest = Math.min(shortest, micros);
        fromUnknown |= slice.from().equals(Slice.UNKNOWN);
        // What a viewer says may be late; a hole is as long as it is.
        if (slice.stage() != Stage.RECEIVED && micros < EventPath.SHORTEST_HOLE) {
            longestStep = Math.max(longestStep, micros);
        }
        received += slice.stage() == Stage.FRONTEND_RECEIVED ? 1 : 0;
        if (slice.stage() == Stage.WRITTEN) {
            viewers += weight;
        }
    }

    @Override
    public void delivered(Slice slice, long micros, int weight) {
        shortest = Math.min(shortest, micros);
    }

    @Override
    public void filled(Slice slice, OptionalLong micros) {
        holes.merge(new Place(slice.kind(), slice.stage(), slice.to(), null), 1, Integer::sum);
    }

    @Override
    public void doubted(Doubt doubt) {
        skewed += doubt == Doubt.SKEWED ? 1 : 0;
        uncertain += doubt == Doubt.UNCERTAIN ? 1 : 0;
    }

    @Override
    public void judged(Slice slice, @Nullable String node, Verdict verdict) {
        judged.computeIfAbsent(verdict, none -> new HashMap<>())
                .merge(new Place(slice.kind(), slice.stage(), slice.to(), node), 1, Integer::sum);
    }

    @Override
    public void ended(TracedKind kind, Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    @Override
    public void shown(TracedKind kind, long behindMicros) {}

    @Override
    public void came(Intake intake, int checkpoints) {}
}
