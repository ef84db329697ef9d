package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} of the only likes backend, and again soon after it is back. */
@ExtendWith(SharedCluster.class)
class LikesBackendDiesMidStreamIT {

    @Test
    void acknowledgedLikesAndComments_areStoredAndDelivered(ClusterUnderTest cluster) {
        try (Trial trial = Trial.on(cluster)) {
            for (int time = 1; time <= 2; time++) {
                trial.awaitComments(40);
                cluster.backends().get(0).kill();
                cluster.heal();
            }
            trial.awaitComments(40);
            trial.finish().assertClean();
        }
    }
}
