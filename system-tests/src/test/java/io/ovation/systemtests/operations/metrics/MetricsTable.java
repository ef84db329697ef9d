package io.ovation.systemtests.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.operations.Project;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of docs/metrics.md. */
final class MetricsTable {

    static final String FILE = "docs/metrics.md";

    private static final int COLUMNS = 6;
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * @param labels by their names, with their values where the table names them
     * @param sources the classes that register it
     */
    record Row(
            String name,
            String type,
            String unit,
            Map<String, Optional<Set<String>>> labels,
            String means,
            Set<String> sources) {

        /** What Ovation itself counts; the rest is of the JVM. */
        boolean isOwn() {
            return name.startsWith("ovation_");
        }

        /** Whether the table says that such a series can be. */
        boolean allows(Map<String, String> shown) {
            return labels.keySet().equals(shown.keySet())
                    && shown.entrySet().stream()
                            .allMatch(label -> labels.get(label.getKey())
                                    .map(values -> values.contains(label.getValue()))
                                    .orElse(true));
        }
    }

    private MetricsTable() {}

    /** By the names of metrics. */
    static Map<String, Row> read() {
        Map<String, Row> rows = new TreeMap<>();
        Project.text(MetricsTable.FILE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(MetricsTable::row)
                .forEach(row -> assertThat(rows.put(row.name(), row))
                        .as("%s is there once", row.name())
                        .isNull());
        return rows;
    }

    /** Every series that a node shows is there, of that type and with such labels. */
    static void assertHas(Scrape scrape) {
        Map<String, Row> rows = read();
        assertThat(scrape.series()).hasSizeGreaterThan(100).allSatisfy(series -> {
            assertThat(rows).containsKey(series.metric());
            assertThat(rows.get(series.metric()).allows(series.labels()))
                    .as("%s of %s", series.labels(), series.metric())
                    .isTrue();
        });
        assertThat(scrape.types())
                .allSatisfy((name, type) ->
                        assertThat(type).as(name).isEqualTo(rows.get(name).type()));
    }

    private static Row row(String line) {
        List<String> cells = Arrays.stream(
                        line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
        assertThat(cells).as(line).hasSize(COLUMNS).noneMatch(String::isEmpty);
        List<String> names = code(cells.get(0));
        assertThat(names).as(line).hasSize(1);
        return new Row(
                names.get(0),
                cells.get(1),
                cells.get(2),
                labels(cells.get(3)),
                cells.get(4),
                new TreeSet<>(code(cells.get(5))));
    }

    /** {@code `label`: `value`, `value`; `other`}. */
    private static Map<String, Optional<Set<String>>> labels(String cell) {
        Map<String, Optional<Set<String>>> labels = new TreeMap<>();
        for (String item : cell.split(";", -1)) {
            List<String> named = code(item);
            if (!named.isEmpty()) {
                Set<String> values = Set.copyOf(named.subList(1, named.size()));
                labels.put(named.get(0), values.isEmpty() ? Optional.empty() : Optional.of(values));
            }
        }
        return labels;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toList());
    }
}
