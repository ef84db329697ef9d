package io.ovation.systemtests.operations.metrics;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a label may be.
 *
 * @param known values that are written down as they are
 * @param complete whether there are no others
 */
record LabelValues(Set<String> known, boolean complete) {

    LabelValues {
        known = Set.copyOf(known);
    }

    LabelValues and(LabelValues other) {
        Set<String> both = new TreeSet<>(known);
        both.addAll(other.known);
        return new LabelValues(both, complete && other.complete);
    }
}
