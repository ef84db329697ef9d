package io.ovation.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/http-conformance.md and docs/security.md name tests that there are, for each row. */
class ConformanceTableTest {

    private static final Path ROOT = Path.of("..");
    private static final int COLUMNS = 4;
    private static final String ATTACKS = "| attack |";

    /** A class, with the names of tests behind it, if any. */
    private static final Pattern NAMED_TESTS = Pattern.compile("`([^`]+)`");

    /** What the files of tests say, by their names; two modules may have one of the same name. */
    private static final Map<String, String> TESTS = tests();

    @Test
    void everyRow_namesTestsThatThereAre() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<List<String>> rows = rows();
        for (List<String> row : rows) {
            if (row.size() != COLUMNS || row.stream().anyMatch(String::isBlank)) {
                wrong.add("not four columns: " + row);
            } else {
                missing(row.get(COLUMNS - 1)).forEach(test -> wrong.add(row.get(0) + ", " + row.get(1) + ": " + test));
            }
        }
        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyAttack_namesTestsThatThereAre() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> attacks = attacks();
        for (String row : attacks) {
            String tests = row.substring(row.lastIndexOf('|', row.length() - 2));
            List<String> named = NAMED_TESTS
                    .matcher(tests)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            if (named.isEmpty()) {
                wrong.add("no test: " + row);
            }
            named.forEach(test -> missing(test).forEach(missed -> wrong.add(row + ": " + missed)));
        }
        assertThat(attacks).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    /** Those of all tables of attacks. */
    private static List<String> attacks() throws IOException {
        List<String> attacks = new ArrayList<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(ROOT.resolve("docs/security.md"))) {
            if (line.startsWith(ATTACKS)) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable && !line.startsWith("|---")) {
                attacks.add(line);
            }
        }
        return attacks;
    }

    @Test
    void whatIsNoTest_isMissed() {
        assertThat(missing("ConformanceTableTest whatIsNoTest_isMissed; sse-parser.test.js bom_isDropped"))
                .isEmpty();
        assertThat(missing("open")).containsExactly("open");
        assertThat(missing("–")).containsExactly("–");
        assertThat(missing("NoSuchTest")).containsExactly("NoSuchTest");
        assertThat(missing("ConformanceTableTest whatIsNoTest, whatIsNoTest_isMissed"))
                .containsExactly("ConformanceTableTest whatIsNoTest");
        assertThat(missing("sse-parser.test.js bom")).containsExactly("sse-parser.test.js bom");
    }

    /** Without the heads of tables. */
    private static List<List<String>> rows() throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve("docs/http-conformance.md"))) {
            return lines.filter(
                            line -> line.startsWith("|") && !line.startsWith("| source |") && !line.startsWith("|---"))
                    .map(line -> line.substring(1, line.lastIndexOf('|')))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .toList();
        }
    }

    /** @param cell classes or files, separated by semicolons, each with the names of tests behind it, if any */
    private static List<String> missing(String cell) {
        List<String> missing = new ArrayList<>();
        for (String item : cell.split(";", -1)) {
            String[] words = item.strip().split("[ ,]+", -1);
            String text = TESTS.get(words[0].endsWith(".js") ? words[0] : words[0] + ".java");
            if (text == null) {
                missing.add(item.strip());
            } else {
                Arrays.stream(words)
                        .skip(1)
                        .filter(name -> !isTest(name, words[0], text))
                        .forEach(name -> missing.add(words[0] + ' ' + name));
            }
        }
        return missing;
    }

    /** In JavaScript the name may be one of a table, and what it is tried with may follow. */
    private static boolean isTest(String name, String file, String text) {
        return file.endsWith(".js")
                ? text.contains('\'' + name + '\'') || text.contains("test(`" + name)
                : text.contains(" void " + name + '(');
    }

    private static Map<String, String> tests() {
        return Stream.concat(
                        list(ROOT).map(module -> module.resolve("src/test/java")),
                        Stream.of(ROOT.resolve("clients/js/test")))
                .filter(Files::isDirectory)
                .flatMap(ConformanceTableTest::walk)
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString(), ConformanceTableTest::text, String::concat));
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
