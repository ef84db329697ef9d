package io.ovation.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the distribution is made of, as its bill of materials has it, and whether it may be given away. */
class LicencesTest {

    private static final Path DISTRIBUTION = Project.path("node/target/ovation");
    private static final Path BILL = DISTRIBUTION.resolve("ovation.cdx.json");

    /** Of a library that may be had under several, one is enough. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "MIT", "MIT-0", "MPL-2.0");

    /** Its POM names none by its id, and links to this one; the bill has another. */
    private static final Map<String, String> CORRECTED = Map.of("com.thoughtworks.paranamer:paranamer", "BSD-3-Clause");

    private static final String BUSINESS_SOURCE = "BUSL-1.1";
    private static final String CHANGE_LICENCE = "Apache-2.0";
    private static final Pattern CHANGE_DATE = Pattern.compile("(?m)^\\| Akka[^|]*\\| ([0-9.]+) \\| ([0-9-]{10}) \\|");

    private JsonNode components;

    @BeforeEach
    void read() throws IOException {
        assumeTrue(Files.isRegularFile(BILL), "Ovation is not packaged");
        components = new ObjectMapper().readTree(BILL.toFile()).path("components");
    }

    @Test
    void everyLibrary_mayBeGivenAway() {
        assertThat(Project.each(components))
                .hasSizeGreaterThan(50)
                .allSatisfy(component ->
                        assertThat(licences(component)).as(name(component)).containsAnyElementsOf(ALLOWED));
    }

    /** What is not in the bill, nobody looks for in the advisories. */
    @Test
    void everyJarOfTheDistribution_isInTheBill() throws IOException {
        Set<String> listed = Project.each(components)
                .map(component -> component.path("name").asText()
                        + '-'
                        + component.path("version").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> jars;
        try (Stream<Path> files = Files.list(DISTRIBUTION.resolve("lib"))) {
            jars = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !name.startsWith("ovation-node-"))
                    .toList();
        }

        assertThat(jars)
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(listed).as(jar).anyMatch(library -> jar.startsWith(library)));
        assertThat(listed).noneMatch(library -> library.endsWith("-SNAPSHOT") && !library.startsWith("ovation-"));
    }

    private static Set<String> licences(JsonNode component) {
        Set<String> named = named(component);
        if (named.contains(BUSINESS_SOURCE) && isFreeByNow(component)) {
            named.add(CHANGE_LICENCE);
        }
        Optional.ofNullable(CORRECTED.get(name(component))).ifPresent(named::add);
        return named;
    }

    /** Of Akka, whose releases are free from a date on that the decision to use them has. */
    private static boolean isFreeByNow(JsonNode component) {
        return component.path("group").asText().contains(".akka")
                && CHANGE_DATE
                        .matcher(Project.text("docs/decisions/0002-akka-versions.md"))
                        .results()
                        .anyMatch(row ->
                                row.group(1).equals(component.path("version").asText())
                                        && !LocalDate.parse(row.group(2)).isAfter(LocalDate.now(ZoneOffset.UTC)));
    }

    private static Set<String> named(JsonNode component) {
        return Project.each(component.path("licenses"))
                .flatMap(choice -> Stream.of(
                        choice.path("expression").asText(),
                        choice.path("license").path("id").asText(),
                        choice.path("license").path("name").asText()))
                .filter(licence -> !licence.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(JsonNode component) {
        return component.path("group").asText() + ':' + component.path("name").asText();
    }
}
