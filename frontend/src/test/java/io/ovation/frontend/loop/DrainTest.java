package io.ovation.frontend.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainTest {

    private static final Duration DURATION = Duration.ofSeconds(15);
    private static final int TICKS = 150;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 149, 150, 151, 10_000, 100_003})
    void drain_endsEverybodyWithinItsTime(int connections) {
        List<Integer> ended = run(connections, tick -> 0);

        assertThat(ended.stream().mapToInt(Integer::intValue).sum()).isEqualTo(connections);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 300, 10_000, 100_003})
    void drain_endsTheSameShareEverySecond(int connections) {
        List<Integer> ended = run(connections, tick -> 0);

        for (int second = 0; second < 15; second++) {
            int inSecond = ended.subList(second * 10, second * 10 + 10).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            assertThat(inSecond).as("in second %d", second).isBetween(connections / 15 - 1, connections / 15 + 2);
        }
    }

    @Test
    void drain_takesInThoseWhoComeLate() {
        List<Integer> ended = run(100, tick -> tick == 75 ? 50 : 0);

        assertThat(ended.stream().mapToInt(Integer::intValue).sum()).isEqualTo(150);
    }

    @Test
    void drain_slowsDownWhenOthersLeaveByThemselves() {
        List<Integer> ended = run(1_000, tick -> tick == 75 ? -400 : 0);

        assertThat(ended.stream().mapToInt(Integer::intValue).sum()).isEqualTo(600);
        assertThat(ended.subList(76, TICKS))
                .allSatisfy(ending -> assertThat(ending).isBetween(1, 2));
    }

    @Test
    void drain_shorterThanATickEndsAllAtOnce() {
        assertThat(new Drain(Duration.ofMillis(1)).next(500)).isEqualTo(500);
    }

    /** @param change how many come or leave before each tick */
    private static List<Integer> run(int connections, IntUnaryOperator change) {
        Drain drain = new Drain(DURATION);
        List<Integer> ended = new ArrayList<>();
        int open = connections;
        for (int tick = 0; tick < TICKS; tick++) {
            open += change.applyAsInt(tick);
            int ending = drain.next(open);
            ended.add(ending);
            open -= ending;
        }
        return ended;
    }
}
