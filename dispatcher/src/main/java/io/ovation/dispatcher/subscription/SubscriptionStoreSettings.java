package io.ovation.dispatcher.subscription;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * How subscriptions are kept: in Akka Distributed Data, unless in Redis.
 *
 * @param buckets the number of top-level keys that topics are spread over; the same on every node
 * @param readTimeout how long a majority of the dispatchers may take before the local copy has to do
 * @param writeTimeout how long a majority of the dispatchers may take before a write counts as failed
 * @param distributedData settings of the replicator, in the form of {@code akka.cluster.distributed-data}
 * @param redis where they are kept instead, if so
 */
public record SubscriptionStoreSettings(
        int buckets,
        Duration readTimeout,
        Duration writeTimeout,
        Config distributedData,
        Optional<RedisSettings> redis) {

    public static final String KEY = "ovation.dispatcher.subscription-store";

    public SubscriptionStoreSettings {
        Require.between(KEY + ".buckets", buckets, 1, 10_000);
        Require.positive(KEY + ".read-timeout", readTimeout);
        Require.positive(KEY + ".write-timeout", writeTimeout);
    }

    /** @param config of the whole system */
    public static SubscriptionStoreSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new SubscriptionStoreSettings(
                own.getInt("buckets"),
                own.getDuration("read-timeout"),
                own.getDuration("write-timeout"),
                own.getConfig("distributed-data"),
                RedisSettings.from(config));
    }
}
