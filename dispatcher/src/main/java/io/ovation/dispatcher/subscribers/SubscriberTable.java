package io.ovation.dispatcher.subscribers;

import akka.Done;
import akka.actor.ActorPaths;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Which frontend nodes watch which topic, as a table of topics and nodes. Of a node's boots only the latest, by
 * {@link Subscriber#epoch()}, is kept. Entries may be lost or linger, because leases expire and are renewed.
 */
public final class SubscriberTable {

    private static final String NAME = "subscribers";
    private static final int WRITES_PER_LIFE = 3;

    private static final Counter UNPARSABLE =
            Metrics.counter("ovation.dispatcher.store.records.ignored", "reason", "unparsable", "table", NAME);

    private final Table table;
    private final Duration life;
    private final ActorRefResolver actors;

    /** @param life for how long an entry is kept unless it is written again */
    public SubscriberTable(Table table, Duration life, ActorSystem<?> system) {
        this.table = table;
        this.life = life;
        this.actors = ActorRefResolver.get(system);
    }

    /** To be called once for each store. */
    public static SubscriberTable open(KeyValueStore store, ActorSystem<?> system) {
        // A subscription is read when the dispatcher that wrote it has died.
        TableShape shape = new TableShape(NAME, OptionalInt.empty(), true);
        return new SubscriberTable(store.table(shape), store.usualLife(), system);
    }

    /** @return at most one subscriber per node; empty if nobody watches */
    CompletionStage<Collection<StoredSubscriber>> load(Topic topic) {
        return table.read(topic.toString()).thenApply(this::subscribers);
    }

    CompletionStage<Done> add(Topic topic, Subscriber subscriber) {
        String actor = actors.toSerializationFormat(subscriber.ref());
        Table.Field field = new Table.Field(subscriber.epoch(), actor, life, false);
        return table.write(topic.toString(), Map.of(subscriber.node(), field));
    }

    CompletionStage<Done> remove(Topic topic, Subscriber subscriber) {
        return table.remove(topic.toString(), subscriber.node(), subscriber.epoch());
    }

    /** Whether an entry is to be written again, because it would expire otherwise or may be lost by now. */
    boolean wantsAgain(long writtenAtNanos, long nowNanos) {
        return nowNanos - writtenAtNanos >= life.dividedBy(WRITES_PER_LIFE).toNanos()
                || table.mayHaveForgotten(writtenAtNanos);
    }

    private Collection<StoredSubscriber> subscribers(Map<String, Table.Field> fields) {
        List<StoredSubscriber> subscribers = new ArrayList<>();
        fields.forEach((node, field) -> {
            if (isActorPath(field.text())) {
                Subscriber subscriber =
                        new Subscriber(node, field.version(), actors.<FrontendMessage>resolveActorRef(field.text()));
                subscribers.add(new StoredSubscriber(subscriber, life.minus(field.life())));
            } else {
                UNPARSABLE.increment();
            }
        });
        return subscribers;
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
