package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.PostgresServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the PostgreSQL that keeps likes and comments. */
@LongScenario
class PostgresDiesIT {

    @Test
    void whatWasAcknowledged_isStoredAndDelivered() {
        try (PostgresServer postgres = PostgresServer.startOrSkip();
                ClusterUnderTest cluster =
                        ClusterUnderTest.start(ClusterPlan.small().with(Map.of("OVATION_STORE", postgres.url())));
                Trial trial = Trial.on(cluster)) {
            trial.awaitComments(40);
            postgres.kill();
            trial.goOnFor(Duration.ofSeconds(5));
            postgres.start();
            trial.awaitComments(40);
            trial.finish().assertClean();
        }
    }
}
