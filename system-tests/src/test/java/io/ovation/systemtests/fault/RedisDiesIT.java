package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.RedisServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the Redis that keeps the subscriptions; it comes back empty, and then a dispatcher dies. */
class RedisDiesIT {

    /** Every subscription is asserted again within a third of its lease. */
    private static final Duration ASSERTED_AGAIN = Duration.ofSeconds(12);

    @Test
    void deliveriesGoOn_andSubscriptionsComeBack() {
        try (RedisServer redis = RedisServer.startOrSkip();
                ClusterUnderTest cluster =
                        ClusterUnderTest.start(ClusterPlan.small().with(Map.of("OVATION_KV", redis.url())));
                Trial trial = Trial.on(cluster)) {
            trial.awaitComments(20);
            redis.kill();
            trial.awaitComments(60);
            redis.start();
            trial.goOnFor(ASSERTED_AGAIN);
            cluster.dispatchers().get(0).kill();
            trial.awaitComments(60);
            cluster.heal();
            trial.finish().assertClean();
        }
    }
}
