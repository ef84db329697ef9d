package io.ovation.insights.history;

import io.ovation.common.insight.TraceFigures.DeliveryFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long events took in ten minutes, in all of the cluster.
 *
 * @param beginSecond of them, since 1970; a multiple of their length
 */
public record HistorySlot(long beginSecond, List<DeliveryFigures> deliveries) {

    static final long SECONDS = 600;

    public HistorySlot {
        deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
    }

    static HistorySlot empty(long second) {
        return new HistorySlot(second - Math.floorMod(second, SECONDS), List.of());
    }

    boolean covers(long second) {
        return second >= beginSecond && second < beginSecond + SECONDS;
    }

    HistorySlot plus(List<DeliveryFigures> more) {
        return new HistorySlot(beginSecond, merge(Stream.concat(deliveries.stream(), more.stream())));
    }

    static List<DeliveryFigures> merge(Stream<DeliveryFigures> all) {
        Map<Object, DeliveryFigures> merged = new LinkedHashMap<>();
        all.forEach(each -> merged.merge(each.slice(), each, DeliveryFigures::plus));
        return List.copyOf(merged.values());
    }
}
