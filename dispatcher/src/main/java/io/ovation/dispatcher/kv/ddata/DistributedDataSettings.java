package io.ovation.dispatcher.kv.ddata;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How Akka Distributed Data is used; each is explained in this module's {@code reference.conf}.
 *
 * @param partitions the number of top-level keys that the keys of a table are spread over; the same on every node
 * @param entryLife how long a subscription lasts unless it is written again
 * @param readTimeout how long a majority of the dispatchers may take before the local copy has to do
 * @param writeTimeout how long a majority of the dispatchers may take before a write counts as failed
 * @param replicator its own settings, in the form of {@code akka.cluster.distributed-data}
 */
public record DistributedDataSettings(
        int partitions, Duration entryLife, Duration readTimeout, Duration writeTimeout, Config replicator) {

    public static final String KEY = "ovation.dispatcher.kv.distributed-data";

    public DistributedDataSettings {
        Require.between(KEY + ".partitions", partitions, 1, 10_000);
        Require.positive(KEY + ".entry-life", entryLife);
        Require.positive(KEY + ".read-timeout", readTimeout);
        Require.positive(KEY + ".write-timeout", writeTimeout);
    }

    /** @param config of the whole system */
    public static DistributedDataSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new DistributedDataSettings(
                own.getInt("partitions"),
                own.getDuration("entry-life"),
                own.getDuration("read-timeout"),
                own.getDuration("write-timeout"),
                own.getConfig("replicator"));
    }
}
