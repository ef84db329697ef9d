package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.FaultPlan.Action;
import io.ovation.systemtests.fault.FaultPlan.Round;
import io.ovation.systemtests.fault.oracle.Verdict;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Faults by chance. Once with three of them; {@code -Dovation.faults.runs=100} times for a summary that says something,
 * {@code -Dovation.faults.seed=N} to see one again.
 */
@ExtendWith(SharedCluster.class)
class RandomFaultsIT {

    private static final int RUNS = Integer.getInteger("ovation.faults.runs", 1);
    private static final long SEED =
            Long.getLong("ovation.faults.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));
    private static final int FAULTS = 3;

    @Test
    void everyRun_keepsEveryPromise(ClusterUnderTest cluster) throws IOException {
        NodeProcess asked = cluster.nodes().get(0);
        assertThat(asked.operator().put("/insight/sampling", Map.of("share", 1)).status())
                .isEqualTo(200);
        RunSummary summary = new RunSummary(Path.of("target", "fault-runs.md"));
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            FaultPlan plan = FaultPlan.random(seed, FAULTS, cluster.nodes().size());
            System.out.printf("Run %d of %d, seed %d: %s%n", seed - SEED + 1, RUNS, seed, plan.rounds());
            summary.add(seed, plan, run(cluster, plan));
        }
        assertThat(summary.failed())
                .as("seeds whose run broke a promise; see %s", summary.file())
                .isEmpty();
        assertNothingIsCalledLost(cluster);
    }

    /** Every promise was kept, so what was followed and not found is unknown: it died with its node. */
    private static void assertNothingIsCalledLost(ClusterUnderTest cluster) throws IOException {
        double complete = 0;
        for (NodeProcess node : cluster.nodes()) {
            Api operator = node.operator();
            for (String kind : List.of("comment", "retraction")) {
                assertThat(operator.sum("ovation_insight_lost_total", "kind=\"" + kind + '"'))
                        .as("%ss lost, as %s says", kind, node.name())
                        .isZero();
            }
            complete += operator.sum("ovation_insight_events_total", "outcome=\"complete\"");
        }
        assertThat(complete).isPositive();
    }

    private static Verdict run(ClusterUnderTest cluster, FaultPlan plan) {
        try (Trial trial = Trial.on(cluster)) {
            for (Round round : plan.rounds()) {
                trial.awaitComments(20);
                doHarm(trial, round, cluster);
                cluster.heal();
            }
            trial.awaitComments(20);
            return trial.finish();
        }
    }

    private static void doHarm(Trial trial, Round round, ClusterUnderTest cluster) {
        Duration now = Duration.ZERO;
        for (Action action : round.actions()) {
            trial.goOnFor(action.due().minus(now));
            now = action.due();
            NodeProcess node = cluster.nodes().get(action.step().node());
            if (action.begins()) {
                action.step().fault().begin(node);
            } else {
                action.step().fault().end(node);
            }
        }
    }
}
