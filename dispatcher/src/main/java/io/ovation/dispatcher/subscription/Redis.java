package io.ovation.dispatcher.subscription;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one connection of this node to the Redis of its data centre, for every store that is kept there. Nobody waits:
 * without a connection, or with too many calls under way, a call fails at once.
 */
public final class Redis {

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

    public <T> CompletionStage<T> run(RedisScript script, String[] keys, String... arguments) {
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
    public boolean hasLastedSince(long timeNanos) {
        return connection.hasLastedSince(timeNanos);
    }

    /** @return why nothing can be run just now, in words for an operator; empty if that can be done */
    public Optional<String> trouble() {
        return connection.trouble();
    }

    /** What the keys of this data centre begin with. */
    public String keyPrefix() {
        return settings.keyPrefix();
    }

    RedisSettings settings() {
        return settings;
    }

    private static <T> CompletionStage<T> refuse(Counter reason, String message) {
        reason.increment();
        return CompletableFuture.failedStage(new IllegalStateException(message));
    }
}
