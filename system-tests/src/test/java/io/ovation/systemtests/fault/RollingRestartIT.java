package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.oracle.Verdict;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SIGTERM and a start, one node after the other, as an upgrade does it; {@code -Dovation.faults.viewers} watch. */
@ExtendWith(SharedCluster.class)
class RollingRestartIT {

    static final int MANY = 1_000;
    static final int VIEWERS = Integer.getInteger("ovation.faults.viewers", 200);

    /**
     * Of all viewers, in the worst second: with one in ten, nobody needs room for all at once. Few vary more by chance, and
     * where the processors have other work for a second or two, those of that time come together.
     */
    private static final int AT_MOST_ONE_IN = VIEWERS < MANY ? 4 : 10;

    @Test
    void resumingViewers_missNothingAndDoNotComeBackTogether(ClusterUnderTest cluster) {
        try (Trial trial = Trial.on(cluster, VIEWERS)) {
            for (NodeProcess node : cluster.nodes()) {
                trial.awaitComments(20);
                node.terminate();
                node.start();
                cluster.awaitWhole();
            }
            trial.awaitComments(20);
            Verdict verdict = trial.finish();
            verdict.assertClean();
            assertThat(verdict.figures().gaps()).as("gaps announced").isZero();
            assertThat(verdict.figures().worstSecond())
                    .as("viewers that came back in the worst second")
                    .isLessThan(VIEWERS / AT_MOST_ONE_IN);
        }
    }
}
