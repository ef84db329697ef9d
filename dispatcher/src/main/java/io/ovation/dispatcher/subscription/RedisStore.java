package io.ovation.dispatcher.subscription;

import akka.Done;
import akka.actor.ActorPaths;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import io.lettuce.core.ScriptOutputType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Keeps subscriptions in Redis: a hash for each topic, with a field for each node. An entry expires unless it is added
 * again, which its topic actor does at a renewal when a third of the entry's life is over, or when the connection is a
 * new one, behind which may be a server that has lost everything. Without a connection every call fails at once.
 */
public final class RedisStore implements SubscriptionStore {

    private static final int ADDS_PER_LIFE = 3;

    private static final RedisScript LOAD = RedisScript.read(RedisStore.class, "load.lua", ScriptOutputType.MULTI);
    private static final RedisScript ADD = RedisScript.read(RedisStore.class, "add.lua", ScriptOutputType.INTEGER);
    private static final RedisScript REMOVE =
            RedisScript.read(RedisStore.class, "remove.lua", ScriptOutputType.INTEGER);

    private static final Counter UNPARSABLE =
            Metrics.counter("ovation.dispatcher.store.records.ignored", "reason", "unparsable");

    private final Redis redis;
    private final RedisSettings settings;
    private final ActorRefResolver actors;

    private RedisStore(Redis redis, ActorRefResolver actors) {
        this.redis = redis;
        this.settings = redis.settings();
        this.actors = actors;
    }

    public static SubscriptionStore on(Redis redis, ActorSystem<?> system) {
        return new RedisStore(redis, ActorRefResolver.get(system));
    }

    @Override
    public CompletionStage<Set<Subscriber>> load(Topic topic) {
        return this.<List<String>>run(LOAD, topic).thenApply(this::subscribers);
    }

    @Override
    public CompletionStage<Done> add(Topic topic, Subscriber subscriber) {
        return run(
                        ADD,
                        topic,
                        subscriber.node(),
                        RedisRecord.epochText(subscriber.epoch()),
                        actors.toSerializationFormat(subscriber.ref()),
                        Long.toString(settings.entryLife().toMillis()))
                .thenApply(reply -> Done.getInstance());
    }

    @Override
    public CompletionStage<Done> remove(Topic topic, Subscriber subscriber) {
        return run(REMOVE, topic, subscriber.node(), RedisRecord.epochText(subscriber.epoch()))
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
                || !redis.hasLastedSince(added);
    }

    @Override
    public Optional<String> trouble() {
        return redis.trouble();
    }

    private <T> CompletionStage<T> run(RedisScript script, Topic topic, String... arguments) {
        return redis.run(script, new String[] {settings.keyPrefix() + "subscribers:" + topic}, arguments);
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
