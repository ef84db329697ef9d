package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code kill -9} of whoever had the latest comments. Dispatchers stand still before, so that nobody else has got them
 * yet, and publishers go on meanwhile, because they wait for no dispatcher.
 */
@ExtendWith(SharedCluster.class)
class LastCommentsBeforeAKillIT {

    private static final Duration STANDSTILL = Duration.ofMillis(500);

    @Test
    void ofTheLikesBackend_reachEveryViewer(ClusterUnderTest cluster) {
        check(cluster, cluster.backends());
    }

    @Test
    void ofADispatcher_reachEveryViewer(ClusterUnderTest cluster) {
        check(cluster, cluster.dispatchers().subList(0, 1));
    }

    @Test
    void ofBoth_reachEveryViewer(ClusterUnderTest cluster) {
        check(cluster, List.of(cluster.backends().get(0), cluster.dispatchers().get(1)));
    }

    private static void check(ClusterUnderTest cluster, List<NodeProcess> victims) {
        try (Trial trial = Trial.on(cluster)) {
            trial.awaitComments(20);
            cluster.dispatchers().forEach(NodeProcess::pause);
            trial.goOnFor(STANDSTILL);
            victims.forEach(NodeProcess::kill);
            cluster.heal();
            trial.awaitComments(20);
            trial.finish().assertClean();
        }
    }
}
