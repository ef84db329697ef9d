package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.FaultPlan.Action;
import io.ovation.systemtests.fault.FaultPlan.Round;
import io.ovation.systemtests.fault.FaultPlan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final int NODES = 5;

    @Test
    void sameSeed_makesTheSamePlan() {
        assertThat(FaultPlan.random(42, 3, NODES)).isEqualTo(FaultPlan.random(42, 3, NODES));
        assertThat(FaultPlan.random(42, 3, NODES)).isNotEqualTo(FaultPlan.random(43, 3, NODES));
    }

    @Test
    void plans_haveAsManyFaultsAsAskedFor() {
        assertThat(plans(3)).allSatisfy(plan -> assertThat(steps(plan)).hasSize(3));
    }

    @Test
    void rounds_hurtTwoDifferentNodesAtMost() {
        assertThat(plans(8).stream().flatMap(plan -> plan.rounds().stream())).allSatisfy(round -> {
            assertThat(round.steps()).hasSizeBetween(1, 2);
            assertThat(round.steps()).extracting(Step::node).doesNotHaveDuplicates();
        });
    }

    @Test
    void everyFaultAtEveryNode_comesUp() {
        Set<String> seen = plans(3).stream()
                .flatMap(plan -> steps(plan).stream())
                .map(step -> step.fault() + " " + step.node())
                .collect(Collectors.toSet());

        assertThat(seen).hasSize(Fault.values().length * NODES);
    }

    @Test
    void actions_areInTheOrderInWhichTheyAreDue() {
        Step paused = new Step(Fault.PAUSE, 0, Duration.ofMillis(500), Duration.ofMillis(2_000));
        Step killed = new Step(Fault.KILL, 1, Duration.ofMillis(100), Duration.ofMillis(1_000));

        assertThat(new Round(List.of(paused, killed)).actions())
                .containsExactly(
                        new Action(killed, true, Duration.ofMillis(100)),
                        new Action(paused, true, Duration.ofMillis(500)),
                        new Action(killed, false, Duration.ofMillis(1_100)),
                        new Action(paused, false, Duration.ofMillis(2_500)));
    }

    private static List<FaultPlan> plans(int faults) {
        return LongStream.range(0, 200)
                .mapToObj(seed -> FaultPlan.random(seed, faults, NODES))
                .toList();
    }

    private static List<Step> steps(FaultPlan plan) {
        return plan.rounds().stream().flatMap(round -> round.steps().stream()).toList();
    }
}
