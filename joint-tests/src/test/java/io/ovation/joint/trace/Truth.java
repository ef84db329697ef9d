package io.ovation.joint.trace;

import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.join.Findings.Outcome;
import io.ovation.insights.trace.join.Findings.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What has happened, and whether what was found is that. */
final class Truth {

    /** Where an event gets lost. */
    record Place(
            TracedKind kind,
            Stage stage,
            String dataCentre,
            @Nullable String node) {}

    private record Loss(Place place, long acceptedMicros) {}

    private record Disturbance(long fromMicros, long throughMicros) {}

    /** Before an event, so that everything has settled, and after it, until it was judged. */
    private static final long BEFORE = 3_000_000;

    private static final long AFTER = 16_000_000;

    /** To another data centre two steps of 40 ms at most, and each of two clocks may be wrong by 5 ms. */
    private static final long LONGEST_STEP = 90_000;

    private final List<Loss> losses = new ArrayList<>();
    private final List<Loss> holes = new ArrayList<>();
    private final List<Disturbance> disturbances = new ArrayList<>();
    private final Map<Long, Outcome> outcomes = new HashMap<>();
    private final Set<Long> died = new HashSet<>();
    private long viewers;
    private int received;
    private boolean originsNoted = true;

    void lost(long trace, long acceptedMicros, Place place) {
        losses.add(new Loss(place, acceptedMicros));
        outcomes.put(trace, Outcome.LOST);
    }

    void hole(long acceptedMicros, Place place) {
        holes.add(new Loss(place, acceptedMicros));
    }

    /** Of a step that was made nothing was noted. */
    void unknown(long trace) {
        outcomes.merge(trace, Outcome.UNKNOWN, (before, unknown) -> before == Outcome.LOST ? before : unknown);
    }

    void originNotNoted(long trace) {
        unknown(trace);
        originsNoted = false;
    }

    void accepted(long trace) {
        outcomes.putIfAbsent(trace, Outcome.ENDED);
    }

    void received() {
        received++;
    }

    void written(long trace, int count) {
        outcomes.merge(trace, Outcome.COMPLETE, (before, complete) -> before == Outcome.ENDED ? complete : before);
        viewers += count;
    }

    void diedOnItsWay(long trace) {
        died.add(trace);
    }

    /** What is known of that time may have breaks. */
    void disturbed(long fromMicros, long throughMicros) {
        disturbances.add(new Disturbance(fromMicros, throughMicros));
    }

    void check(Found found, Harm harm) {
        require(found.longestStep <= LONGEST_STEP, "a step took " + found.longestStep);
        require(found.shortest >= 0, "a latency of " + found.shortest);
        require(found.skewed == 0, "the clocks are skewed");
        checkAll(losses, found.places(Verdict.LOST), "lost");
        checkAll(holes, found.holes, "holes");
        require(found.viewers <= viewers, "written to " + found.viewers + " of " + viewers);
        if (harm.none()) {
            require(found.viewers == viewers, "written to " + found.viewers + " of " + viewers);
            require(found.outcomes.equals(counts(outcomes)), found.outcomes + " instead of " + counts(outcomes));
            require(found.received + found.uncertain >= received, received + " steps to frontends are measured");
            require(!found.fromUnknown || !originsNoted, "it is known where each was accepted");
        }
        if (harm.killsOnly()) {
            died.removeIf(trace -> outcomes.get(trace) == Outcome.LOST);
            int known =
                    found.outcomes.values().stream().mapToInt(Integer::intValue).sum()
                            - found.outcomes.getOrDefault(Outcome.UNKNOWN, 0);
            require(known <= outcomes.size() - died.size(), known + " known, though " + died.size() + " died");
        }
    }

    /** Nothing else was found, and all that could be. */
    private void checkAll(List<Loss> all, Map<Place, Integer> found, String what) {
        Map<Place, Integer> possible = places(all, loss -> true);
        Map<Place, Integer> certain = places(
                all,
                loss -> disturbances.stream()
                        .noneMatch(disturbance -> disturbance.fromMicros() <= loss.acceptedMicros() + AFTER
                                && disturbance.throughMicros() >= loss.acceptedMicros() - BEFORE));
        found.forEach((place, count) -> require(
                count <= possible.getOrDefault(place, 0), what + ": " + count + " at " + place + " of " + possible));
        certain.forEach((place, count) -> require(
                count <= found.getOrDefault(place, 0), what + ": not " + count + " at " + place + " but " + found));
    }

    private static Map<Place, Integer> places(List<Loss> losses, Predicate<Loss> condition) {
        return counts(losses.stream().filter(condition).map(Loss::place).toList());
    }

    private static Map<Outcome, Integer> counts(Map<Long, Outcome> outcomes) {
        return counts(List.copyOf(outcomes.values()));
    }

    private static <T> Map<T, Integer> counts(List<T> all) {
        Map<T, Integer> counts = new HashMap<>();
        all.forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
