package io.ovation.systemtests.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.operations.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists what the sources register: every metric, with its labels, and no other. */
class MetricsTableTest {

    private static final MeterScan.Found FOUND = MeterScan.in(sources());
    private static final Map<String, MetricsTable.Row> ROWS = own(MetricsTable.read());

    @Test
    void table_hasEveryMetricAndNoOther() {
        Set<String> registered = new TreeSet<>(FOUND.meters().keySet());
        FOUND.meters().values().stream()
                .filter(RegisteredMeter::isDistribution)
                .forEach(meter -> registered.add(meter.shownAs() + "_max"));

        assertThat(registered).hasSizeGreaterThan(80);
        assertThat(ROWS.keySet()).isEqualTo(registered);
    }

    @Test
    void rows_nameTypeUnitAndPlace() {
        FOUND.meters().forEach((name, meter) -> {
            MetricsTable.Row row = row(name);
            assertThat(row.type()).as(name).isEqualTo(meter.shownType());
            assertThat(row.sources()).as(name).isEqualTo(meter.sources());
            for (String unit : List.of("seconds", "bytes")) {
                assertThat(row.unit().equals(unit))
                        .as("%s in %s", name, unit)
                        .isEqualTo(name.matches(".*_" + unit + "(_total|_max)?"));
            }
        });
    }

    @Test
    void rows_nameLabelsAndTheirValues() {
        FOUND.meters().forEach((name, meter) -> {
            MetricsTable.Row row = row(name);
            assertThat(row.labels().keySet()).as(name).isEqualTo(meter.labels().keySet());
            meter.labels().forEach((label, values) -> {
                Set<String> told = row.labels().get(label).orElse(Set.of());
                if (values.complete()) {
                    assertThat(told).as("%s of %s", label, name).isEqualTo(values.known());
                } else if (!told.isEmpty()) {
                    assertThat(told).as("%s of %s", label, name).containsAll(values.known());
                }
                assertThat(told).as("%s of %s", label, name).allMatch(MetricsTableTest::isInSources);
            });
        });
    }

    private static MetricsTable.Row row(String name) {
        assertThat(ROWS).containsKey(name);
        return ROWS.get(name);
    }

    /** As it is, or as two parts with a hyphen after the first. */
    private static boolean isInSources(String value) {
        int hyphen = value.indexOf('-') + 1;
        return FOUND.words().contains(value)
                || (FOUND.words().contains(value.substring(0, hyphen))
                        && FOUND.words().contains(value.substring(hyphen)));
    }

    private static Map<String, MetricsTable.Row> own(Map<String, MetricsTable.Row> rows) {
        return rows.values().stream()
                .filter(MetricsTable.Row::isOwn)
                .collect(Collectors.toMap(MetricsTable.Row::name, row -> row, (one, other) -> one, TreeMap::new));
    }

    private static List<Path> sources() {
        return Project.list("").stream()
                .map(module -> module.resolve("src/main/java"))
                .filter(Files::isDirectory)
                .flatMap(MetricsTableTest::below)
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    private static Stream<Path> below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
