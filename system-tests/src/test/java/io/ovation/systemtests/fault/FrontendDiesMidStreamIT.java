package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.oracle.Verdict;
import io.ovation.systemtests.harness.ClusterUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} of a frontend: its viewers go on at the other one, where they broke off. */
@ExtendWith(SharedCluster.class)
class FrontendDiesMidStreamIT {

    @Test
    void viewers_resumeAtTheOtherFrontendWithoutAHole(ClusterUnderTest cluster) {
        try (Trial trial = Trial.on(cluster)) {
            trial.awaitComments(40);
            cluster.frontends().get(0).kill();
            trial.awaitComments(100);
            // The dead one stays dead until the verdict: nobody must be counted there any more.
            Verdict verdict = trial.finish();
            verdict.assertClean();
            assertThat(verdict.figures().gaps()).as("gaps announced").isZero();
            assertThat(verdict.figures().reconnects()).isPositive();
        }
    }
}
