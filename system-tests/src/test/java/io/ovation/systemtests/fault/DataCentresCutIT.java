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

/**
 * Two data centres that deliver to each other are cut apart, and joined again. Meanwhile each of them writes to topics
 * that both watch, and to topics of its own.
 */
@LongScenario
class DataCentresCutIT {

    private static final Duration CUT = Duration.ofSeconds(Integer.getInteger("ovation.faults.cut.seconds", 40));

    /** On the topics that both watch, by both together. */
    private static final int COMMENTS_PER_SECOND = Integer.getInteger("ovation.faults.cut.rate", 40);

    /** Few, because what each of them sees of a long cut is kept in memory. */
    private static final int VIEWERS = 3;

    /** What viewers may wait for a comment of their own data centre while the other one is out of reach. */
    private static final Duration NO_PAUSE = Duration.ofSeconds(5);

    @Test
    void eachServesItsOwnWithoutAPause_andJoinedTheyHaveEverythingOfEachOther() {
        Map<String, List<Place>> places = new HashMap<>(Map.of("east", new ArrayList<>(), "west", new ArrayList<>()));
        try (Network network = Network.createOrSkip();
                ClusterUnderTest cluster = ClusterUnderTest.start(ClusterPlan.inDataCentres("east", "west")
                        .at(name -> {
                            Place place = network.place();
                            places.get(name.substring(0, name.indexOf('-'))).add(place);
                            return place;
                        }));
                Trial both = Trial.on(cluster, VIEWERS, COMMENTS_PER_SECOND)) {
            both.awaitComments(80);
            network.cut(places.get("east"), places.get("west"));
            try (Trial east = Trial.in(cluster, "east");
                    Trial west = Trial.in(cluster, "west")) {
                both.goOnFor(CUT);
                assertHadNoPause(east);
                assertHadNoPause(west);

                network.join(places.get("east"), places.get("west"));
                cluster.awaitWhole();
                east.awaitStoredIn("west");
                west.awaitStoredIn("east");
            }
            both.awaitComments(80);
            both.finish().assertClean();
            assertDeliverToEachOther(cluster);
        }
    }

    private static void assertHadNoPause(Trial own) {
        Verdict verdict = own.finish();
        verdict.assertClean();
        assertThat(verdict.figures().worstDelay()).isLessThan(NO_PAUSE);
    }

    private static void assertDeliverToEachOther(ClusterUnderTest cluster) {
        try (Trial both = Trial.on(cluster)) {
            both.awaitComments(80);
            both.finish().assertClean();
        }
    }
}
