package io.ovation.dispatcher.subscription;

import akka.Done;
import akka.actor.ActorPaths;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps subscriptions in Redis: a hash for each topic, with a field for each node. An entry expires unless it is added
 * again, which its topic actor does at a renewal when a third of the entry's life is over, or when the connection is a
 * new one, behind which may be a server that has lost everything. Without a connection every call fails at once.
 */
public final class RedisStore implements SubscriptionStore {

    private static final int ADDS_PER_LIFE = 3;

    private static final Counter UNPARSABLE =
            Metrics.counter("ovation.dispatcher.store.records.ignored", "reason", "unparsable");
    private static final Counter DISCONNECTED =
            Metrics.counter("ovation.dispatcher.store.refused", "reason", "disconnected");
    private static final Counter QUEUE_FULL =
            Metrics.counter("ovation.dispatcher.store.refused", "reason", "queue-full");

    private final RedisSettings settings;
    private final RedisConnection connection;
    private final ActorRefResolver actors;
    private final AtomicInteger underWay = new AtomicInteger();

    private RedisStore(RedisSettings settings, RedisConnection connection, ActorRefResolver actors) {
        this.settings = settings;
        this.connection = connection;
        this.actors = actors;
    }

    /** Starts a connection of its own on this node, and does not wait for it; once per actor system. */
    public static SubscriptionStore start(ActorSystem<?> system, RedisSettings settings) {
        RedisConnection connection =
                new RedisConnection(settings.server() + " is not connected yet", System.nanoTime());
        system.systemActorOf(RedisLink.create(settings, connection), "redis", Props.empty());
        Gauge.builder(
                        "ovation.dispatcher.store.reachable",
                        connection,
                        state -> state.trouble().isEmpty() ? 1 : 0)
                .strongReference(true)
                .register(Metrics.globalRegistry);
        return new RedisStore(settings, connection, ActorRefResolver.get(system));
    }

    @Override
    public CompletionStage<Set<Subscriber>> load(Topic topic) {
        return this.<List<String>>run(RedisScript.LOAD, topic).thenApply(this::subscribers);
    }

    @Override
    public CompletionStage<Done> add(Topic topic, Subscriber subscriber) {
        return run(
                        RedisScript.ADD,
                        topic,
                        subscriber.node(),
                        RedisRecord.epochText(subscriber.epoch()),
                        actors.toSerializationFormat(subscriber.ref()),
                        Long.toString(settings.entryLife().toMillis()))
                .thenApply(reply -> Done.getInstance());
    }

    @Override
    public CompletionStage<Done> remove(Topic topic, Subscriber subscriber) {
        return run(RedisScript.REMOVE, topic, subscriber.node(), RedisRecord.epochText(subscriber.epoch()))
                .thenApply(reply -> Done.getInstance());
    }

    @Override
    public boolean wantsAgain(OptionalLong addedAtNanos, long nowNanos) {
        if (addedAtNanos.isEmpty()) {
            // Its age is not known, and the entry is to outlive the lease that was just renewed.
            return true;
        }
        long added = addedAtNanos.getAsLong();
        return nowNanos - added >= settings.entryLife().dividedBy(ADDS_PER_LIFE).toNanos()
                || !connection.hasLastedSince(added);
    }

    @Override
    public Optional<String> trouble() {
        return connection.trouble();
    }

    private <T> CompletionStage<T> run(RedisScript script, Topic topic, String... arguments) {
        Optional<RedisAsyncCommands<String, String>> commands = connection.commands();
        if (commands.isEmpty()) {
            return refuse(DISCONNECTED, connection.trouble().orElse("Redis has only just been reached"));
        }
        if (underWay.incrementAndGet() > settings.requestQueue()) {
            underWay.decrementAndGet();
            return refuse(QUEUE_FULL, "too many commands wait for " + settings.server());
        }
        String[] keys = {settings.keyPrefix() + topic};
        CompletionStage<T> reply = commands.get().eval(script.text(), script.reply(), keys, arguments);
        return reply.whenComplete((done, failure) -> underWay.decrementAndGet());
    }

    private static <T> CompletionStage<T> refuse(Counter reason, String message) {
        reason.increment();
        return CompletableFuture.failedStage(new IllegalStateException(message));
    }

    private Set<Subscriber> subscribers(List<String> nodesAndRecords) {
        Set<Subscriber> subscribers = new HashSet<>();
        for (int i = 0; i + 1 < nodesAndRecords.size(); i += 2) {
            subscriber(nodesAndRecords.get(i), nodesAndRecords.get(i + 1))
                    .ifPresentOrElse(subscribers::add, UNPARSABLE::increment);
        }
        return subscribers;
    }

    private Optional<Subscriber> subscriber(String node, String text) {
        return RedisRecord.parse(text)
                .filter(record -> isActorPath(record.actor()))
                .map(record ->
                        new Subscriber(node, record.epoch(), actors.<FrontendMessage>resolveActorRef(record.actor())));
    }

    private static boolean isActorPath(String text) {
        try {
            ActorPaths.fromString(text);
            return true;
        } catch (Exception e) {
            // A checked one, which Scala does not declare.
            return false;
        }
    }
}
