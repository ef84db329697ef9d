package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every node in turn stands still for three seconds, as in a long garbage collection. */
@ExtendWith(SharedCluster.class)
class NodePausesIT {

    private static final Duration PAUSE = Duration.ofSeconds(3);

    @Test
    void nobodyIsDowned_andNothingIsLost(ClusterUnderTest cluster) {
        Set<Long> before = cluster.pids();
        try (Trial trial = Trial.on(cluster)) {
            for (NodeProcess node : cluster.nodes()) {
                node.pause();
                trial.goOnFor(PAUSE);
                node.resume();
                trial.awaitComments(20);
            }
            cluster.awaitWhole();
            assertThat(cluster.pids()).as("the same processes").isEqualTo(before);
            trial.finish().assertClean();
        }
    }
}
