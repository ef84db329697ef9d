package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Network;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A dispatcher and a frontend are cut off from the rest of the cluster; clients still reach everybody. */
@LongScenario
class PartitionIT {

    private static final Duration BRIEF = Duration.ofSeconds(3);

    /** Until the majority goes on by itself, and the minority has stopped. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    @Test
    void nothingIsLost_whetherItIsBriefOrLasts() {
        Map<String, Place> places = new ConcurrentHashMap<>();
        try (Network network = Network.createOrSkip();
                ClusterUnderTest cluster = ClusterUnderTest.start(
                        ClusterPlan.small().at(name -> places.computeIfAbsent(name, node -> network.place())));
                Trial trial = Trial.on(cluster)) {
            List<Place> minority = placesOf(
                    List.of(cluster.dispatchers().get(1), cluster.frontends().get(1)), places);
            List<Place> majority = new ArrayList<>(places.values());
            majority.removeAll(minority);
            Set<Long> before = cluster.pids();

            network.cut(minority, majority);
            trial.goOnFor(BRIEF);
            network.join(minority, majority);
            trial.awaitComments(40);
            cluster.awaitWhole();
            assertThat(cluster.pids()).as("the same processes").isEqualTo(before);

            network.cut(minority, majority);
            trial.goOnFor(LASTING);
            network.join(minority, majority);
            cluster.heal();
            trial.awaitComments(40);
            trial.finish().assertClean();
        }
    }

    private static List<Place> placesOf(List<NodeProcess> nodes, Map<String, Place> places) {
        return nodes.stream().map(node -> places.get(node.name())).toList();
    }
}
