package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * One of two likes backends on one PostgreSQL stands still, most likely in the middle of a transaction, since its
 * publishers let it do nothing else. PostgreSQL ends that transaction, whose locks hold up the other backend.
 */
@LongScenario
class BackendPausesInATransactionIT {

    private static final int PAUSES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(8);
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    /** What PostgreSQL gives a transaction, and a lock, and some time to go on. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    @Test
    void otherBackend_isHeldUpForNoLongerThanTheTransactionMayLast() {
        try (PostgresServer postgres = PostgresServer.startOrSkip();
                ClusterUnderTest cluster = ClusterUnderTest.start(new ClusterPlan(
                        2,
                        2,
                        2,
                        List.of("default"),
                        dataCentre -> Map.of("OVATION_STORE", postgres.url()),
                        ClusterPlan.small().places()));
                Trial trial = Trial.on(cluster)) {
            NodeProcess backend = cluster.backends().get(0);
            for (int pause = 0; pause < PAUSES; pause++) {
                trial.goOnFor(BETWEEN);
                backend.pause();
                assertThat(trial.longestStandstillWhile(PAUSE)).isLessThan(LONGEST_WAIT);
                backend.resume();
            }
            trial.finish().assertClean();
        }
    }
}
