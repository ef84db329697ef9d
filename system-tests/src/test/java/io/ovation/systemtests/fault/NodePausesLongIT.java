package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node of each role stands still for so long that the others may give it up. */
@LongScenario
@ExtendWith(SharedCluster.class)
class NodePausesLongIT {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    @Test
    void nothingIsLost_whoeverIsGivenUp(ClusterUnderTest cluster) {
        try (Trial trial = Trial.on(cluster)) {
            for (List<NodeProcess> role : List.of(cluster.dispatchers(), cluster.frontends(), cluster.backends())) {
                trial.awaitComments(20);
                NodeProcess node = role.get(0);
                node.pause();
                trial.goOnFor(PAUSE);
                node.resume();
                // One that was downed stops by itself; give it the time to notice.
                trial.goOnFor(PAUSE);
                cluster.heal();
            }
            trial.awaitComments(20);
            trial.finish().assertClean();
        }
    }
}
