package io.ovation.systemtests.operations.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A meter as sources register it.
 *
 * @param unit its base unit, if it names one
 * @param labels by their names
 * @param sources the classes that register it
 */
record RegisteredMeter(
        String name, Meter.Type type, Optional<String> unit, Map<String, LabelValues> labels, Set<String> sources) {

    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    RegisteredMeter {
        labels = Map.copyOf(labels);
        sources = Set.copyOf(sources);
    }

    /** As Prometheus sees it. */
    String shownAs() {
        String shown = NAMES.name(name, type, unit.orElse(null));
        return type == Meter.Type.COUNTER ? shown + "_total" : shown;
    }

    /** Whether values are observed one by one. */
    boolean isDistribution() {
        return type == Meter.Type.TIMER || type == Meter.Type.DISTRIBUTION_SUMMARY;
    }

    /** As Prometheus calls it. */
    String shownType() {
        return isDistribution() ? "histogram" : type.name().toLowerCase(Locale.ROOT);
    }

    /** The same metric at two places: the labels' values are those of both. */
    RegisteredMeter and(RegisteredMeter other) {
        if (type != other.type || !labels.keySet().equals(other.labels.keySet())) {
            throw new AssertionError(name + " is not the same in " + sources + " and " + other.sources);
        }
        Map<String, LabelValues> both = new TreeMap<>(labels);
        other.labels.forEach((label, values) -> both.merge(label, values, LabelValues::and));
        Set<String> places = new TreeSet<>(sources);
        places.addAll(other.sources);
        return new RegisteredMeter(name, type, unit, both, places);
    }
}
