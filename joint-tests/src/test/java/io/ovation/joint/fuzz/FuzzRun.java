package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.sanitizers.Constants;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Jazzer did with a target.
 *
 * @param exitCode 0 if nothing was found
 * @param output what it said
 */
record FuzzRun(Class<?> target, int exitCode, String output) {

    private static final long INPUTS = Long.getLong("ovation.fuzz.runs", 10_000);

    /** What begins fast is better then than what is fast in the end. */
    private static final boolean IS_SHORT = INPUTS >= 0;

    /** In a long run also what reads HTTP for us. */
    private static final String INSTRUMENTED =
            "io.ovation.**" + (IS_SHORT ? "" : File.pathSeparator + "io.netty.handler.codec.http.*");

    /** For each target, on top of the start of its JVM; 0 for as long as it takes. */
    private static final Duration AT_MOST = Duration.ofSeconds(Long.getLong("ovation.fuzz.seconds", 8));

    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final Path OUTPUT = Path.of("target/fuzz");
    private static final int SHOWN_CHARACTERS = 4_000;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    /**
     * What no target needs. Jazzer looks at each class on the class path before it begins, and for long: it hooks all
     * that are compared with each other, or are maps.
     */
    private static final Pattern UNUSED = Pattern.compile(
            "(akka-http|assertj|byte-buddy|h2|HikariCP|junit|lettuce|postgresql|reactor|spray)[-_].*\\.jar");

    /** What only those need that speak as nodes do. */
    private static final Pattern AKKA = Pattern.compile("(agrona|akka|lmdbjava|scala|ssl-config)[-_].*\\.jar");

    static FuzzRun of(Class<?> target) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(OUTPUT.resolve(target.getSimpleName()));
        Files.createDirectories(directory.resolve("grown"));
        Files.createDirectories(directory.resolve("tmp"));
        Path log = directory.resolve("log");
        Process jazzer = new ProcessBuilder(command(target, directory))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return new FuzzRun(target, jazzer.waitFor(), Files.readString(log, UTF_8));
        } finally {
            jazzer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> command(Class<?> target, Path directory) {
        Path kept = KEPT.resolve(target.getSimpleName());
        Path dictionary = KEPT.resolve(target.getSimpleName() + ".dict");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (IS_SHORT) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Djdk.attach.allowAttachSelf=true",
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-cp",
                classPath(target),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--custom_hook_includes=io.ovation.**",
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + directory + "/",
                "-runs=" + INPUTS,
                "-max_total_time=" + AT_MOST.toSeconds(),
                "-timeout=60",
                "-rss_limit_mb=2048"));
        if (IS_SHORT) {
            // They take longer to load than all inputs do, and look for calls that parsers do not make.
            command.add("--disabled_hooks=" + String.join(File.pathSeparator, Constants.SANITIZER_HOOK_NAMES));
        }
        if (Files.exists(dictionary)) {
            command.add("-dict=" + dictionary);
        }
        command.add(directory.resolve("grown").toString());
        command.add(kept.toString());
        return command;
    }

    private static String classPath(Class<?> target) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> isNeeded(Path.of(entry).getFileName().toString(), target))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isNeeded(String name, Class<?> target) {
        return !UNUSED.matcher(name).matches()
                && (target == WireMessageFuzz.class || !AKKA.matcher(name).matches());
    }

    long inputs() {
        Matcher done = DONE.matcher(output);
        return done.find() ? Long.parseLong(done.group(1)) : 0;
    }

    String summary() {
        Matcher done = DONE.matcher(output);
        return done.find()
                ? target.getSimpleName() + ": " + done.group(1) + " inputs in " + done.group(2) + " s, none found"
                : target.getSimpleName() + ": it did not end";
    }

    /** What to do if something was found. */
    String advice() {
        return String.format(
                "what was found is in %s; keep it in %s, fix what it shows, and run this again.%n%s",
                OUTPUT.resolve(target.getSimpleName()),
                KEPT.resolve(target.getSimpleName()),
                output.substring(Math.max(0, output.length() - SHOWN_CHARACTERS)));
    }
}
