package io.ovation.dispatcher.kv.redis;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableShape;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tables in the Redis of the data centre, over one connection of this node. Nobody waits: without a connection, or with
 * too many calls under way, a call fails at once.
 */
public final class Redis implements KeyValueStore {

    private static final Counter DISCONNECTED =
            Metrics.counter("ovation.dispatcher.store.refused", "reason", "disconnected");
    private static final Counter QUEUE_FULL =
            Metrics.counter("ovation.dispatcher.store.refused", "reason", "queue-full");

    private final RedisSettings settings;
    private final RedisConnection connection;
    private final AtomicInteger underWay = new AtomicInteger();

    private Redis(RedisSettings settings, RedisConnection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** Begins to connect, and does not wait for it; once per actor system. */
    public static Redis start(ActorSystem<?> system, RedisSettings settings) {
        RedisConnection connection =
                new RedisConnection(settings.server() + " is not connected yet", System.nanoTime());
        system.systemActorOf(RedisLink.create(settings, connection), "redis", Props.empty());
        Gauge.builder(
                        "ovation.dispatcher.store.reachable",
                        connection,
                        state -> state.trouble().isEmpty() ? 1 : 0)
                .strongReference(true)
                .register(Metrics.globalRegistry);
        return new Redis(settings, connection);
    }

    @Override
    public Table table(TableShape shape) {
        return new RedisTable(this, shape.name());
    }

    @Override
    public Duration usualLife() {
        return settings.entryLife();
    }

    @Override
    public Optional<String> trouble() {
        return connection.trouble();
    }

    <T> CompletionStage<T> run(RedisScript script, String[] keys, String... arguments) {
        Optional<RedisAsyncCommands<String, String>> commands = connection.commands();
        if (commands.isEmpty()) {
            return refuse(DISCONNECTED, connection.trouble().orElse("Redis has only just been reached"));
        }
        if (underWay.incrementAndGet() > settings.requestQueue()) {
            underWay.decrementAndGet();
            return refuse(QUEUE_FULL, "too many commands wait for " + settings.server());
        }
        CompletionStage<T> reply = commands.get().eval(script.text(), script.reply(), keys, arguments);
        return reply.whenComplete((done, failure) -> underWay.decrementAndGet());
    }

    /** Whether the connection has lasted since then; if not, the server may have lost what it was told before. */
    boolean hasLastedSince(long timeNanos) {
        return connection.hasLastedSince(timeNanos);
    }

    /** What the keys of this data centre begin with. */
    String keyPrefix() {
        return settings.keyPrefix();
    }

    private static <T> CompletionStage<T> refuse(Counter reason, String message) {
        reason.increment();
        return CompletableFuture.failedStage(new IllegalStateException(message));
    }
}
