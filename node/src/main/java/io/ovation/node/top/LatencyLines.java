package io.ovation.node.top;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How long events take from publishers to viewers, and how many get lost: a line for each kind that was followed, and one
 * more where players tell how far behind the video it was shown.
 */
final class LatencyLines {

    /** Fits into 80 columns, but for the names of data centres. */
    private static final String LINE = "%-10s p50 %7s, p99 %7s until %s, %s lost%s%s";

    private static final String LINE_BEHIND_VIDEO = "%-10s p50 %7s, p99 %7s behind the video";
    private static final String NOTHING = "-";
    private static final double PERCENT = 100;
    private static final double LEAST_PERCENT = 0.01;
    private static final double SECOND = 1_000;
    private static final double TWO_DIGITS = 10;

    private LatencyLines() {}

    /** @param latency as the document has it; missing or null if the node does not tell it */
    static List<String> of(JsonNode latency) {
        return Arrays.stream(TracedKind.values())
                .map(kind -> Figures.of(latency, kind.label()))
                .filter(Figures::areThere)
                .flatMap(Figures::lines)
                .toList();
    }

    /**
     * Of one kind.
     *
     * @param ways one for each pair of data centres
     * @param goal missing if there is none
     * @param behindVideo likewise
     */
    private record Figures(
            String kind, List<JsonNode> ways, double complete, double lost, JsonNode goal, JsonNode behindVideo) {

        static Figures of(JsonNode latency, String kind) {
            List<JsonNode> events = all(latency.path("events"), kind);
            return new Figures(
                    kind,
                    ways(all(latency.path("deliveries"), kind)),
                    sum(events, "complete"),
                    sum(events, "lost"),
                    first(latency.path("goals"), kind),
                    first(latency.path("behindVideo"), kind));
        }

        /** Through the viewers, if some of each way say when they have events. */
        private static List<JsonNode> ways(List<JsonNode> deliveries) {
            List<JsonNode> written = through(Stage.WRITTEN, deliveries);
            List<JsonNode> received = through(Stage.RECEIVED, deliveries);
            return received.isEmpty() || received.size() < written.size() ? written : received;
        }

        private static List<JsonNode> through(Stage stage, List<JsonNode> deliveries) {
            return deliveries.stream()
                    .filter(delivery -> delivery.path("through").asText().equals(stage.label()))
                    .filter(delivery -> delivery.path("count").asLong() > 0)
                    .toList();
        }

        boolean areThere() {
            return !ways.isEmpty() || complete + lost > 0;
        }

        Stream<String> lines() {
            return behindVideo.isMissingNode() ? Stream.of(line()) : Stream.of(line(), lineBehindVideo());
        }

        private String lineBehindVideo() {
            return LINE_BEHIND_VIDEO.formatted(
                    kind,
                    millis(behindVideo.path("p50Millis").asDouble()),
                    millis(behindVideo.path("p99Millis").asDouble()));
        }

        private String line() {
            Optional<JsonNode> slowest = ways.stream().max(Comparator.comparingDouble(Figures::p99));
            return LINE.formatted(
                    kind,
                    slowest.map(way -> millis(way.path("p50Millis").asDouble())).orElse(NOTHING),
                    slowest.map(way -> millis(p99(way))).orElse(NOTHING),
                    slowest.map(way -> way.path("through").asText()).orElse(Stage.WRITTEN.label()),
                    percent(lostShare()),
                    isMissed(slowest) ? "; goal missed" : "",
                    ways.size() > 1 ? slowest.map(Figures::places).orElse("") : "");
        }

        /** Of events that somebody was to be shown. */
        private double lostShare() {
            return complete + lost == 0 ? -1 : lost / (complete + lost);
        }

        private boolean isMissed(Optional<JsonNode> slowest) {
            return slowest.map(Figures::p99).orElse(0.0) > most("p99Millis") || lostShare() > most("lossShare");
        }

        private double most(String figure) {
            return goal.path(figure).asDouble(Double.MAX_VALUE);
        }

        private static double p99(JsonNode way) {
            return way.path("p99Millis").asDouble();
        }

        private static String places(JsonNode way) {
            return "; slowest " + way.path("from").asText() + " > "
                    + way.path("to").asText();
        }
    }

    private static List<JsonNode> all(JsonNode list, String kind) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
    }

    private static JsonNode first(JsonNode list, String kind) {
        return all(list, kind).stream().findFirst().orElse(MissingNode.getInstance());
    }

    private static double sum(List<JsonNode> list, String field) {
        return list.stream().mapToDouble(each -> each.path(field).asDouble()).sum();
    }

    private static String millis(double value) {
        if (value >= SECOND) {
            return "%.1f s".formatted(value / SECOND).replace(',', '.');
        }
        return (value < TWO_DIGITS ? "%.1f ms" : "%.0f ms").formatted(value).replace(',', '.');
    }

    private static String percent(double share) {
        double percent = share * PERCENT;
        if (share < 0) {
            return NOTHING;
        }
        if (percent > 0 && percent < LEAST_PERCENT) {
            return "<0.01%";
        }
        return percent == Math.rint(percent)
                ? "%.0f%%".formatted(percent)
                : "%.2f%%".formatted(percent).replace(',', '.');
    }
}
