package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each target in a JVM of its own with Jazzer, which looks for inputs that take new ways through the code: first all that
 * are kept in {@code src/test/resources/fuzz}, among them what was found once, then as many new ones as there is time for.
 */
class FuzzIT {

    private static final long RUNS = Long.getLong("ovation.fuzz.runs", 10_000);

    /** For each target, on top of the start of its JVM; 0 for as long as it takes. */
    private static final Duration AT_MOST = Duration.ofSeconds(Long.getLong("ovation.fuzz.seconds", 8));

    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final Path OUTPUT = Path.of("target/fuzz");
    private static final int SHOWN_CHARACTERS = 4_000;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    @ParameterizedTest
    @ValueSource(
            classes = {
                JsonBodyFuzz.class,
                UrlFuzz.class,
                EventIdFuzz.class,
                CommentFuzz.class,
                StreamFuzz.class,
                WireMessageFuzz.class
            })
    void target_holdsForEveryInput(Class<?> target) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(OUTPUT.resolve(target.getSimpleName()));
        Path grown = Files.createDirectories(directory.resolve("grown"));
        Path log = directory.resolve("log");
        Process jazzer = new ProcessBuilder(command(target, directory, grown))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int exitCode = jazzer.waitFor();

            String output = Files.readString(log, UTF_8);
            assertThat(exitCode)
                    .as(
                            "what was found is in %s; keep it in %s, fix what it shows, and run this again.%n%s",
                            directory,
                            KEPT.resolve(target.getSimpleName()),
                            output.substring(Math.max(0, output.length() - SHOWN_CHARACTERS)))
                    .isZero();
            Matcher done = DONE.matcher(output);
            assertThat(done.find()).as(output).isTrue();
            System.out.printf(
                    "%s: %s inputs in %s s, none found%n", target.getSimpleName(), done.group(1), done.group(2));
        } finally {
            jazzer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> command(Class<?> target, Path directory, Path grown) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.ovation.**",
                "--custom_hook_includes=io.ovation.**",
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + directory + "/",
                "-runs=" + RUNS,
                "-max_total_time=" + AT_MOST.toSeconds(),
                "-timeout=60",
                "-rss_limit_mb=2048",
                grown.toString(),
                KEPT.resolve(target.getSimpleName()).toString());
    }
}
