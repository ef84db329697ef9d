package io.ovation.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build makes an archive of classes, and the JVM that the launcher starts takes it: it says nothing if it does not. */
class ClassArchiveIT {

    private static final Path DISTRIBUTION = Project.path("node/target/ovation");

    @Test
    void launcher_startsTheJvmWithTheArchive() throws Exception {
        assumeTrue(Files.isDirectory(DISTRIBUTION.resolve("archive")), "Ovation is not packaged");
        List<String> archives;
        try (Stream<Path> files = Files.list(DISTRIBUTION.resolve("archive"))) {
            archives = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsa") || name.endsWith(".aot"))
                    .toList();
        }
        assertThat(archives).isNotEmpty();

        assertThat(classesFromTheArchive()).as("of Ovation's classes").isPositive();
    }

    private static long classesFromTheArchive() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", DISTRIBUTION.resolve("bin/ovation").toString(), "--help");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("OVATION_JAVA_OPTS", "-Xlog:class+load=info");
        Process launcher = builder.redirectErrorStream(true).start();
        long shared;
        try (Stream<String> lines = launcher.inputReader().lines()) {
            shared = lines.filter(line -> line.contains("io.ovation.") && line.contains("shared objects file"))
                    .count();
        }
        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isZero();
        return shared;
    }
}
