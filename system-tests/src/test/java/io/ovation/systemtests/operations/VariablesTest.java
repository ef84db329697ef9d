package io.ovation.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The variables that the documentation lists are those that something reads. */
class VariablesTest {

    private static final Pattern VARIABLE = Pattern.compile("\\bOVATION_[A-Z_]*[A-Z]");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\??(OVATION_[A-Z_]+)}");
    private static final Pattern OF_A_SHELL = Pattern.compile("\\$\\{?(OVATION_[A-Z_]+)");

    /** Read by LogLevel alone. */
    private static final String LOG_LEVEL = "OVATION_LOG_LEVEL";

    @Test
    void documentation_listsEveryVariableAndNoOther() {
        Set<String> listed = found(
                Pattern.compile("(?m)^\\| `(OVATION_[A-Z_]+)` \\|"), 1, Stream.of(Project.path("docs/operations.md")));

        assertThat(listed).isEqualTo(NodeFacts.VARIABLES);
    }

    @Test
    void variables_areReadByFilesOfSettingsOrByTheLauncher() {
        Set<String> read = found(SUBSTITUTION, 1, files("reference.conf", "application.conf", "kubernetes.conf"));
        read.addAll(found(OF_A_SHELL, 1, Stream.of(Project.path("node/src/main/distribution/bin/ovation"))));
        read.add(LOG_LEVEL);
        // Read by Environment, for the variable that is called so without the end.
        NodeFacts.VARIABLES.stream()
                .filter(name -> name.endsWith("_FILE") && read.contains(name.replaceFirst("_FILE$", "")))
                .forEach(read::add);

        assertThat(read).isEqualTo(NodeFacts.VARIABLES);
    }

    @Test
    void everythingElse_namesOnlyVariablesThatThereAre() {
        Stream<Path> files = Stream.of(
                        "README.md",
                        "CONTRIBUTING.md",
                        "ovation",
                        "Dockerfile",
                        "docker-compose.yml",
                        "docs",
                        "config",
                        "deploy",
                        "node/src/main",
                        "likes-backend/src/main",
                        "dispatcher/src/main",
                        "frontend/src/main",
                        "insights/src/main",
                        "common/src/main",
                        "edge/src/main",
                        "access/src/main")
                .flatMap(VariablesTest::below);

        assertThat(found(VARIABLE, 0, files)).isNotEmpty().isSubsetOf(NodeFacts.VARIABLES);
    }

    /** A default after a hyphen alone leaves a variable empty that is set to nothing. */
    @Test
    void shells_takeAnEmptyVariableForOneThatIsNotSet() {
        List<String> expansions = Stream.of(
                        "ovation", "node/src/main/distribution/bin/ovation", "Dockerfile", "docker-compose.yml")
                .map(Project::text)
                .flatMap(text -> Pattern.compile("\\$\\{OVATION_[A-Z_]+[-+=?][^}]*}")
                        .matcher(text)
                        .results())
                .map(MatchResult::group)
                .toList();

        assertThat(expansions).isEmpty();
    }

    private static Stream<Path> files(String... names) {
        return Stream.of(
                        "common",
                        "edge",
                        "access",
                        "likes-backend",
                        "dispatcher",
                        "frontend",
                        "insights",
                        "node",
                        "config")
                .flatMap(VariablesTest::below)
                .filter(file -> !file.toString().contains("/target/"))
                .filter(file -> List.of(names).contains(file.getFileName().toString()));
    }

    private static Stream<Path> below(String name) {
        try (Stream<Path> files = Files.walk(Project.path(name))) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern pattern, int group, Stream<Path> files) {
        return files.map(VariablesTest::text)
                .flatMap(text -> pattern.matcher(text).results().map(match -> match.group(group)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
