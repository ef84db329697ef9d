package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/ovation} with a java that says how it is called. */
class LauncherScriptTest {

    private static final Path SCRIPT = Path.of("src/main/distribution/bin/ovation");

    private record Outcome(int exitCode, String out, String err) {}

    @TempDir
    private Path directory;

    @BeforeEach
    void distribution() throws IOException {
        for (String name : List.of("home/bin", "home/lib", "home/config", "jdk/bin")) {
            Files.createDirectories(directory.resolve(name));
        }
        Files.copy(SCRIPT, directory.resolve("home/bin/ovation"));
        Files.createFile(directory.resolve("home/lib/ovation-node-1.jar"));
        Files.writeString(directory.resolve("jdk/release"), "JAVA_RUNTIME_VERSION=\"17.0.1+2\"\n");
        Path java = Files.writeString(directory.resolve("jdk/bin/java"), "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void emptyVariables_areAsIfTheyWereNotSet() throws Exception {
        Outcome unset = run(Map.of());

        assertThat(unset.exitCode()).isZero();
        assertThat(unset.out()).contains("-XX:InitialRAMPercentage=10", "io.ovation.node.Main node");
        assertThat(run(Map.of("OVATION_HEAP", "", "OVATION_JAVA_OPTS", ""))).isEqualTo(unset);
    }

    @ParameterizedTest
    @CsvSource({
        "64m, -Xms64m -Xmx64m",
        "128M, -Xms128M -Xmx128M",
        "1g, -Xms1g -Xmx1g",
        "50%, -XX:InitialRAMPercentage=50 -XX:MaxRAMPercentage=50",
        "100%, -XX:InitialRAMPercentage=100 -XX:MaxRAMPercentage=100"
    })
    void heap_isToldToTheJvm(String heap, String flags) throws Exception {
        Outcome outcome = run(Map.of("OVATION_HEAP", heap));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(flags);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lots",
                "512",
                "512mb",
                "m",
                "%",
                "0%",
                "101%",
                "-5%",
                "1.5g",
                "0m",
                "63m",
                "-1g",
                "9999g",
                "08g",
                "1 g",
                "99999999999999999999g",
                "50%%",
                "2g -Xmx1g"
            })
    void heapThatIsNone_isRefusedInOneLine(String heap) throws Exception {
        Outcome outcome = run(Map.of("OVATION_HEAP", heap));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo(
                        "ovation: OVATION_HEAP must be a size from 64m up to the memory of this machine, such as 512m"
                                + " or 2g, or a share of it, such as 50%, not '" + heap + "'\n");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void flags_areToldToTheJvm() throws Exception {
        assertThat(run(Map.of("OVATION_JAVA_OPTS", " -Xmn256m --add-opens java.base/java.lang=ALL-UNNAMED"))
                        .out())
                .contains(" -Xmn256m --add-opens java.base/java.lang=ALL-UNNAMED -cp ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Xmn256m", "lots of -Xmn256m", "io.ovation.node.Main"})
    void flagsThatAreNone_areRefusedInOneLine(String flags) throws Exception {
        Outcome outcome = run(Map.of("OVATION_JAVA_OPTS", flags));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("ovation: OVATION_JAVA_OPTS must be flags of the JVM, which begin with -, not '")
                .hasLineCount(1);
    }

    private Outcome run(Map<String, String> variables) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", directory.resolve("home/bin/ovation").toString(), "node")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OVATION_"));
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
