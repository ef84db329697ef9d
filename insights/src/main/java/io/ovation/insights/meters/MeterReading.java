package io.ovation.insights.meters;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the meters of a node say at one moment; nothing of those that it does not have. */
public final class MeterReading {

    private static final Map<String, List<Figure>> BY_METER = new HashMap<>();

    static {
        for (Figure figure : Figure.values()) {
            BY_METER.computeIfAbsent(figure.meter(), name -> new ArrayList<>()).add(figure);
        }
    }

    private final long nanos;
    private final Map<Figure, Double> sums;

    private MeterReading(long nanos, Map<Figure, Double> sums) {
        this.nanos = nanos;
        this.sums = sums;
    }

    /** @param nanos when, as {@link System#nanoTime()} tells it */
    public static MeterReading of(MeterRegistry registry, long nanos) {
        Map<Figure, Double> sums = new EnumMap<>(Figure.class);
        for (Meter meter : registry.getMeters()) {
            for (Figure figure : BY_METER.getOrDefault(meter.getId().getName(), List.of())) {
                figure.of(meter).ifPresent(value -> sums.merge(figure, value, Double::sum));
            }
        }
        return new MeterReading(nanos, sums);
    }

    long nanos() {
        return nanos;
    }

    @Nullable
    Double get(Figure figure) {
        return sums.get(figure);
    }

    @Nullable
    Long whole(Figure figure) {
        Double value = sums.get(figure);
        return value == null ? null : Math.round(value);
    }
}
