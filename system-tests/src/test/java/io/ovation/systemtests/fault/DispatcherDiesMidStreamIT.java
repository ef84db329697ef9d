package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} of each dispatcher in turn, so that every topic's actor dies once. */
@ExtendWith(SharedCluster.class)
class DispatcherDiesMidStreamIT {

    @Test
    void acknowledgedComments_reachEveryViewerInOrder(ClusterUnderTest cluster) {
        try (Trial trial = Trial.on(cluster)) {
            for (NodeProcess dispatcher : cluster.dispatchers()) {
                trial.awaitComments(40);
                dispatcher.kill();
                trial.awaitComments(100);
                cluster.heal();
            }
            trial.awaitComments(40);
            trial.finish().assertClean();
        }
    }
}
