package io.ovation.frontend;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.EventIdSequence;
import io.ovation.common.event.Snapshot;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Topic actors that do what the test says: each answers subscriptions with the snapshot that the test has laid out. */
final class ScriptedTopics {

    private static final int PATIENCE_SECONDS = 10;

    private final Map<Topic, Snapshot> snapshots = new ConcurrentHashMap<>();
    private final Map<Topic, Set<Subscriber>> subscribers = new ConcurrentHashMap<>();
    private final Map<Topic, BlockingQueue<TopicMessage>> received = new ConcurrentHashMap<>();
    private final EventIdSequence ids = new EventIdSequence();

    Behavior<TopicMessage> actor(EntityContext<TopicMessage> entity) {
        Topic topic = Topic.parse(entity.getEntityId());
        return Behaviors.receiveMessage(message -> {
            if (message instanceof TopicMessage.Stop) {
                return Behaviors.stopped();
            }
            receive(topic, message);
            return Behaviors.same();
        });
    }

    void snapshot(Topic topic, Snapshot snapshot) {
        snapshots.put(topic, snapshot);
    }

    /** Gives the event to every frontend that has subscribed. */
    EventId deliver(Topic topic, Event event) {
        EventId id = ids.next(System.currentTimeMillis());
        subscribers
                .getOrDefault(topic, Set.of())
                .forEach(subscriber -> subscriber.ref().tell(new FrontendMessage.Deliver(topic, id, event)));
        return id;
    }

    /** Waits for such a message to the topic; skips others. */
    void awaitMessage(Topic topic, Predicate<TopicMessage> expected) throws InterruptedException {
        TopicMessage message;
        do {
            message = receivedBy(topic).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no such message to " + topic);
            }
        } while (!expected.test(message));
    }

    private void receive(Topic topic, TopicMessage message) {
        receivedBy(topic).add(message);
        Set<Subscriber> known = subscribers.computeIfAbsent(topic, any -> ConcurrentHashMap.newKeySet());
        if (message instanceof TopicMessage.Subscribe subscribe) {
            known.add(subscribe.subscriber());
            Snapshot snapshot = snapshots.getOrDefault(topic, Snapshot.EMPTY);
            subscribe.subscriber().ref().tell(new FrontendMessage.Subscribed(topic, snapshot));
        } else if (message instanceof TopicMessage.Unsubscribe unsubscribe) {
            known.remove(unsubscribe.subscriber());
        }
    }

    private BlockingQueue<TopicMessage> receivedBy(Topic topic) {
        return received.computeIfAbsent(topic, any -> new LinkedBlockingQueue<>());
    }
}
