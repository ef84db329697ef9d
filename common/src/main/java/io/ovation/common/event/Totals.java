package io.ovation.common.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.ovation.common.protocol.Bounds;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Likes by data centre and reaction. Each data centre counts its own, and a count only grows, so two sights of a count
 * merge to the larger: order, loss and repetition do no harm. This is the G-Counter of Shapiro et al., "A comprehensive
 * study of Convergent and Commutative Replicated Data Types" (INRIA, 2011).
 */
public record Totals(@JsonValue Map<String, Map<String, Long>> byDataCentre) {

    public static final Totals NONE = new Totals(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Totals {
        byDataCentre = Map.copyOf(byDataCentre);
    }

    public static Totals of(String dataCentre, Map<String, Long> byReaction) {
        return byReaction.isEmpty() ? NONE : new Totals(Map.of(dataCentre, Map.copyOf(byReaction)));
    }

    public Totals merge(Totals other) {
        if (byDataCentre.isEmpty()) {
            return other;
        }
        Map<String, Map<String, Long>> merged = new HashMap<>(byDataCentre);
        other.byDataCentre.forEach((dataCentre, counts) -> merged.merge(dataCentre, counts, Totals::larger));
        return new Totals(merged);
    }

    /** What a viewer sees: the sum over all data centres, by reaction. */
    public SortedMap<String, Long> sum() {
        SortedMap<String, Long> sum = new TreeMap<>();
        for (Map<String, Long> counts : byDataCentre.values()) {
            counts.forEach((reaction, count) -> sum.merge(reaction, count, Long::sum));
        }
        return sum;
    }

    /** What they take in memory, about. */
    int bytes() {
        int bytes = 0;
        for (Map.Entry<String, Map<String, Long>> each : byDataCentre.entrySet()) {
            bytes += Bounds.TEXT_BYTES + each.getKey().length() + bytesOf(each.getValue());
        }
        return bytes;
    }

    static int bytesOf(Map<String, Long> counts) {
        int bytes = 0;
        for (String reaction : counts.keySet()) {
            bytes += Bounds.TEXT_BYTES + reaction.length();
        }
        return bytes;
    }

    private static Map<String, Long> larger(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> larger = new HashMap<>(one);
        other.forEach((reaction, count) -> larger.merge(reaction, count, Long::max));
        return larger;
    }
}
