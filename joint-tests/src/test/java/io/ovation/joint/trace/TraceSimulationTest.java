package io.ovation.joint.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What is called lost was lost there, and what was lost is called so where that can be known. {@code
 * -Dovation.simulation.seeds=10000} for more runs, {@code -Dovation.simulation.seed=N} to see one again.
 */
class TraceSimulationTest {

    private static final long FIRST = Long.getLong("ovation.simulation.seed", 1);
    private static final long SEEDS = Long.getLong("ovation.simulation.seeds", 300);
    private static final int SHOWN = 5;

    private record Failure(long seed, Throwable cause) {}

    @Test
    void whatIsFound_isWhatHasHappened() {
        List<Failure> failures = LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(TraceSimulationTest::run)
                .flatMap(List::stream)
                .toList();

        failures.stream().limit(SHOWN).forEach(failure -> {
            System.out.println("Seed " + failure.seed() + ":");
            failure.cause().printStackTrace(System.out);
        });
        assertThat(failures).extracting(Failure::seed).isEmpty();
    }

    private static List<Failure> run(long seed) {
        try {
            TraceSimulation.run(seed);
            return List.of();
        } catch (AssertionError | RuntimeException e) {
            return List.of(new Failure(seed, e));
        }
    }
}
