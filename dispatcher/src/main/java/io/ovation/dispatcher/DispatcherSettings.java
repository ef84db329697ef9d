package io.ovation.dispatcher;

import com.typesafe.config.Config;
import io.ovation.dispatcher.kv.ddata.DistributedDataSettings;
import io.ovation.dispatcher.kv.redis.RedisSettings;
import io.ovation.dispatcher.presence.PresenceBucketSettings;
import io.ovation.dispatcher.remote.RemoteSettings;
import io.ovation.dispatcher.topic.TopicSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How a dispatcher behaves.
 *
 * @param distributedData where subscriptions and presence are kept, unless in Redis
 * @param redis where they are kept instead, if so
 */
public record DispatcherSettings(
        TopicSettings topics,
        RemoteSettings remote,
        PresenceBucketSettings presence,
        DistributedDataSettings distributedData,
        Optional<RedisSettings> redis) {

    public DispatcherSettings {
        requireLongerThanTwice(
                topics.lease(), DistributedDataSettings.KEY + ".entry-life", distributedData.entryLife());
        redis.ifPresent(
                at -> requireLongerThanTwice(topics.lease(), RedisSettings.KEY + ".entry-life", at.entryLife()));
    }

    /** An entry is written again by the first renewal after a third of its life, and must outlive the lease after that. */
    private static void requireLongerThanTwice(Duration lease, String key, Duration entryLife) {
        if (entryLife.compareTo(lease.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(key + " must be at least twice as long as " + TopicSettings.KEY
                    + ".lease, " + entryLife + " is not for " + lease);
        }
    }

    /** @param config of the whole system */
    public static DispatcherSettings from(Config config) {
        return new DispatcherSettings(
                TopicSettings.from(config),
                RemoteSettings.from(config),
                PresenceBucketSettings.from(config),
                DistributedDataSettings.from(config),
                RedisSettings.from(config));
    }
}
