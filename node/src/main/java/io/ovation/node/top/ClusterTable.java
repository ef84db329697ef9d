package io.ovation.node.top;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The essentials of a cluster, for a terminal. */
final class ClusterTable {

    /** Fits into 80 columns. */
    private static final String ROW = "%-21s %-7s %-3s %-11s %4s %4s %7s %8s %6s";

    private static final int WIDTH_OF_NODE = 21;
    private static final int WIDTH_OF_DATA_CENTRE = 7;

    private static final String NOTHING = "-";
    private static final int PERCENT = 100;
    private static final int THOUSAND = 1_000;

    private final JsonNode document;

    ClusterTable(JsonNode document) {
        this.document = document;
    }

    /** @param most how many there is room for */
    List<String> lines(int columns, int most) {
        List<String> lines = new ArrayList<>();
        lines.add(title());
        lines.add(totals());
        LatencyLines.of(document.path("latency")).stream()
                .map(ClusterTable::plain)
                .forEach(lines::add);
        lines.add("");
        lines.add(ROW.formatted("NODE", "CENTRE", "FDL", "STATUS", "CPU", "HEAP", "STREAMS", "EVENTS/S", "LOST/S"));
        JsonNode nodes = document.path("nodes");
        int room = most - lines.size();
        int shown = nodes.size() <= room ? nodes.size() : Math.max(1, room - 1);
        for (int i = 0; i < Math.min(shown, nodes.size()); i++) {
            lines.add(row(nodes.get(i)));
        }
        if (shown < nodes.size()) {
            lines.add("and " + (nodes.size() - shown) + " more nodes");
        }
        return lines.stream()
                .map(line -> line.substring(0, Math.min(columns, line.length())).stripTrailing())
                .toList();
    }

    private String title() {
        long up = nodes().filter(node -> node.path("status").asText().equals("up"))
                .count();
        return "%d nodes, %d up, %d ready; seen by %s at %s"
                .formatted(
                        document.path("nodes").size(),
                        up,
                        nodes().filter(node -> node.path("ready").asBoolean()).count(),
                        plain(document.path("self").asText()),
                        plain(document.path("at").asText()));
    }

    private String totals() {
        return "streams %s; joins %s, likes %s, comments %s, events %s, refused %s, lost %s /s"
                .formatted(
                        amount(sum("frontend", "streams")),
                        amount(sum("frontend", "joinsPerSecond")),
                        amount(sum("backend", "likesPerSecond")),
                        amount(sum("backend", "commentsPerSecond")),
                        amount(sum("dispatcher", "eventsPerSecond")),
                        amount(sum("backend", "refusedPerSecond")),
                        amount(nodes().mapToDouble(ClusterTable::lost).sum()));
    }

    private static String row(JsonNode node) {
        JsonNode frontend = node.path("frontend");
        return ROW.formatted(
                end(plain(node.path("address").asText()), WIDTH_OF_NODE),
                beginning(plain(node.path("dataCentre").asText()), WIDTH_OF_DATA_CENTRE),
                roles(node.path("roles")),
                status(node),
                percent(node.path("process").path("cpu").asDouble(-1)),
                percent(heap(node.path("process"))),
                amount(frontend.path("streams")),
                amount(node.path("dispatcher").path("eventsPerSecond")),
                frontend.isObject() ? amount(lost(node)) : NOTHING);
    }

    /** Frontend, dispatcher and likes backend, each in its place. */
    private static String roles(JsonNode roles) {
        List<String> all = StreamSupport.stream(roles.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return (all.contains("frontend") ? "f" : " ")
                + (all.contains("dispatcher") ? "d" : " ")
                + (all.contains("likes-backend") ? "l" : " ");
    }

    /** A node may be up and not ready, which matters more. */
    private static String status(JsonNode node) {
        String status = plain(node.path("status").asText());
        return status.equals("up") && !node.path("ready").asBoolean() ? "not ready" : status;
    }

    private static double heap(JsonNode process) {
        double most = process.path("heapMaxBytes").asDouble();
        return most > 0 ? process.path("heapUsedBytes").asDouble() / most : -1;
    }

    private static double lost(JsonNode node) {
        JsonNode frontend = node.path("frontend");
        return frontend.path("gapsPerSecond").asDouble()
                + frontend.path("droppedPerSecond").asDouble();
    }

    private double sum(String role, String figure) {
        return nodes().mapToDouble(node -> node.path(role).path(figure).asDouble())
                .sum();
    }

    private Stream<JsonNode> nodes() {
        return StreamSupport.stream(document.path("nodes").spliterator(), false);
    }

    private static String percent(double share) {
        return share < 0 ? NOTHING : Math.round(share * PERCENT) + "%";
    }

    private static String amount(JsonNode figure) {
        return figure.isNumber() ? amount(figure.asDouble()) : NOTHING;
    }

    /** In five characters at most. */
    private static String amount(double value) {
        if (value >= THOUSAND * THOUSAND) {
            return "%.0fM".formatted(value / THOUSAND / THOUSAND);
        }
        if (value >= 10 * THOUSAND) {
            return "%.0fk".formatted(value / THOUSAND);
        }
        return value == Math.rint(value) || value >= PERCENT
                ? "%.0f".formatted(value)
                : "%.1f".formatted(value).replace(',', '.');
    }

    /** What a node says must not move the cursor. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String beginning(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + '…';
    }

    private static String end(String text, int width) {
        return text.length() <= width ? text : '…' + text.substring(text.length() - width + 1);
    }
}
