package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.SmallDisk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The disk of the embedded store has no room for a while. */
@LongScenario
class DiskFullIT {

    private static final int MEGABYTES = 32;

    @Test
    void whatWasAcknowledged_isStoredAndDelivered() {
        try (SmallDisk disk = SmallDisk.mountOrSkip(MEGABYTES);
                ClusterUnderTest cluster = ClusterUnderTest.start(ClusterPlan.small()
                        .with(Map.of("OVATION_DATA_DIR", disk.directory().toString())));
                Trial trial = Trial.on(cluster)) {
            trial.awaitComments(40);
            disk.fill();
            trial.goOnFor(Duration.ofSeconds(10));
            disk.free();
            // A backend may have given up, for its service manager to start it anew.
            cluster.heal();
            trial.awaitComments(40);
            trial.finish().assertClean();
        }
    }
}
