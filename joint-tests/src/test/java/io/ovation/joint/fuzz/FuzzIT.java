package io.ovation.joint.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each target in a JVM of its own with Jazzer, which looks for inputs that take new ways through the code: first all that
 * are kept in {@code src/test/resources/fuzz}, among them what was found once, then as many new ones as there is time for.
 */
class FuzzIT {

    /** At a time: most of a short run is the start of a JVM. */
    private static final int PROCESSES = Integer.getInteger("ovation.fuzz.processes", 2);

    /** The one target that is run; all if it is empty. */
    private static final String ONLY = System.getProperty("ovation.fuzz.target", "");

    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(PROCESSES);
    private static final Map<Class<?>, Future<FuzzRun>> RUNS = new LinkedHashMap<>();

    static Stream<Class<?>> targets() {
        // The slowest first: the last one then leaves no processor idle for long.
        return Stream.<Class<?>>of(
                        WireMessageFuzz.class,
                        CommentFuzz.class,
                        ConnectionFuzz.class,
                        TokenFuzz.class,
                        KeySetFuzz.class,
                        JsonBodyFuzz.class,
                        HeaderFieldsFuzz.class,
                        UrlFuzz.class,
                        TopicPatternFuzz.class,
                        StreamFuzz.class,
                        EventIdFuzz.class)
                .filter(target -> ONLY.isEmpty() || target.getSimpleName().equals(ONLY));
    }

    @BeforeAll
    static void start() {
        targets().forEach(target -> RUNS.put(target, EXECUTOR.submit(() -> FuzzRun.of(target))));
    }

    @AfterAll
    static void stop() {
        EXECUTOR.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void target_holdsForEveryInput(Class<?> target) throws InterruptedException, ExecutionException {
        FuzzRun run = RUNS.get(target).get();

        assertThat(run.exitCode()).as(run.advice()).isZero();
        assertThat(run.inputs()).as(run.advice()).isPositive();
        System.out.println(run.summary());
    }
}
