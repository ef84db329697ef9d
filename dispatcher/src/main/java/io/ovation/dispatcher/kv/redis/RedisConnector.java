package io.ovation.dispatcher.kv.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.concurrent.CompletionStage;

/** Lettuce, told what this store asks of it. */
final class RedisConnector {

    /** The fewest that Lettuce takes; one connection uses one of them. */
    private static final int THREADS = 2;

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;

    RedisConnector(RedisSettings settings) {
        uri = RedisURI.builder(settings.uri())
                .withTimeout(settings.commandTimeout())
                .withClientName("ovation")
                .build();
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                // A command is done at most once and at once: what cannot be sent fails, and nothing is kept to be
                // repeated on a later connection, when a topic actor may have changed its mind.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                // Not the bound of this store, but of what has timed out and still waits in here for its answer.
                .requestQueueSize(2 * settings.requestQueue())
                .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .build());
    }

    CompletionStage<StatefulRedisConnection<String, String>> connect() {
        return client.connectAsync(StringCodec.UTF8, uri);
    }

    /** Closes every connection. */
    void close() {
        client.shutdownAsync().whenComplete((done, failure) -> resources.shutdown());
    }
}
