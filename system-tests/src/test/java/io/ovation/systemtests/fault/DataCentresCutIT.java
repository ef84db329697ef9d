package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.oracle.Verdict;
import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Network;
import io.ovation.systemtests.harness.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two data centres that deliver to each other are cut apart, and joined again. */
@LongScenario
class DataCentresCutIT {

    private static final Duration CUT = Duration.ofSeconds(40);

    /** What viewers may wait for a comment of their own data centre while the other one is out of reach. */
    private static final Duration NO_PAUSE = Duration.ofSeconds(5);

    @Test
    void each_servesItsOwnWithoutAPauseAndBothHealByThemselves() {
        Map<String, List<Place>> places = new HashMap<>(Map.of("east", new ArrayList<>(), "west", new ArrayList<>()));
        try (Network network = Network.createOrSkip();
                ClusterUnderTest cluster = ClusterUnderTest.start(ClusterPlan.inDataCentres("east", "west")
                        .at(name -> {
                            Place place = network.place();
                            places.get(name.substring(0, name.indexOf('-'))).add(place);
                            return place;
                        }))) {
            assertDeliverToEachOther(cluster);

            try (Trial east = Trial.in(cluster, "east");
                    Trial west = Trial.in(cluster, "west")) {
                network.cut(places.get("east"), places.get("west"));
                east.goOnFor(CUT);
                for (Trial trial : List.of(east, west)) {
                    Verdict verdict = trial.finish();
                    verdict.assertClean();
                    assertThat(verdict.figures().worstDelay()).isLessThan(NO_PAUSE);
                }
            }

            network.join(places.get("east"), places.get("west"));
            cluster.awaitWhole();
            assertDeliverToEachOther(cluster);
        }
    }

    private static void assertDeliverToEachOther(ClusterUnderTest cluster) {
        try (Trial both = Trial.on(cluster)) {
            both.awaitComments(80);
            both.finish().assertClean();
        }
    }
}
