package io.ovation.frontend;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Topic actors that do what the test says: each answers subscriptions with the snapshot that the test has laid out. */
final class ScriptedTopics {

    private static final int PATIENCE_SECONDS = 10;

    private final Map<Topic, Snapshot> snapshots = new ConcurrentHashMap<>();
    private final Map<Topic, Map<Subscriber, TopicSender>> subscribers = new ConcurrentHashMap<>();
    private final Map<Topic, BlockingQueue<TopicMessage>> received = new ConcurrentHashMap<>();
    private final BlockingQueue<String> members = new LinkedBlockingQueue<>();
    private final Map<Topic, CountDownLatch> ended = new ConcurrentHashMap<>();

    Behavior<TopicMessage> actor(EntityContext<TopicMessage> entity) {
        Topic topic = Topic.parse(entity.getEntityId());
        Set<ActorRef<Void>> watched = new HashSet<>();
        return Behaviors.setup(context -> Behaviors.receive(TopicMessage.class)
                .onMessage(
                        TopicMessage.Stop.class,
                        stop -> watched.isEmpty() ? Behaviors.stopped() : stopping(topic, watched))
                .onMessage(TopicMessage.class, message -> {
                    if (message instanceof TopicMessage.Subscribe subscribe) {
                        context.watch(subscribe.subscriber().ref());
                        watched.add(subscribe.subscriber().ref().unsafeUpcast());
                    }
                    receive(topic, message, context.getSystem().ignoreRef());
                    return Behaviors.same();
                })
                .onSignal(Terminated.class, ended -> {
                    ended(topic, watched, ended);
                    return Behaviors.same();
                })
                .build());
    }

    /** A node that stops ends its subscriber before it stops its topics, but they may hear of it in another order. */
    private Behavior<TopicMessage> stopping(Topic topic, Set<ActorRef<Void>> watched) {
        return Behaviors.receive(TopicMessage.class)
                .onAnyMessage(late -> Behaviors.same())
                .onSignal(Terminated.class, ended -> {
                    ended(topic, watched, ended);
                    return watched.isEmpty() ? Behaviors.stopped() : Behaviors.same();
                })
                .build();
    }

    private void ended(Topic topic, Set<ActorRef<Void>> watched, Terminated ended) {
        endOf(topic).countDown();
        watched.remove(ended.getRef());
    }

    /** A bucket of members that notes of whom it hears. */
    Behavior<PresenceMessage> bucket(EntityContext<PresenceMessage> entity) {
        return Behaviors.receive(PresenceMessage.class)
                .onMessage(PresenceMessage.Stop.class, stop -> Behaviors.stopped())
                .onMessage(PresenceMessage.Heartbeat.class, heartbeat -> {
                    members.addAll(heartbeat.members());
                    return Behaviors.same();
                })
                .build();
    }

    /** Waits for the next heartbeat of any member. */
    String awaitHeartbeat() throws InterruptedException {
        String member = members.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (member == null) {
            throw new AssertionError("no heartbeat");
        }
        return member;
    }

    void snapshot(Topic topic, Snapshot snapshot) {
        snapshots.put(topic, snapshot);
    }

    /** Gives the event to every frontend that has subscribed. */
    void deliver(Topic topic, Event event) {
        subscribers
                .getOrDefault(topic, Map.of())
                .forEach((subscriber, sender) -> subscriber.ref().tell(new FrontendMessage.Deliver(topic, event)));
    }

    void deliver(Topic topic, Comment comment) {
        subscribers
                .getOrDefault(topic, Map.of())
                .forEach((subscriber, sender) -> subscriber.ref().tell(sender.comment(comment)));
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

    /** Waits until the address of a subscriber has ended. */
    void awaitEndOfSubscriber(Topic topic) throws InterruptedException {
        if (!endOf(topic).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the subscriber of " + topic + " is still there");
        }
    }

    private void receive(Topic topic, TopicMessage message, ActorRef<TopicMessage> ignore) {
        receivedBy(topic).add(message);
        Map<Subscriber, TopicSender> known = subscribers.computeIfAbsent(topic, any -> new ConcurrentHashMap<>());
        if (message instanceof TopicMessage.Subscribe subscribe) {
            TopicSender sender = known.computeIfAbsent(subscribe.subscriber(), any -> new TopicSender(topic, ignore));
            Snapshot snapshot = snapshots.getOrDefault(topic, Snapshot.EMPTY);
            subscribe.subscriber().ref().tell(sender.subscribed(snapshot));
        } else if (message instanceof TopicMessage.Unsubscribe unsubscribe) {
            known.remove(unsubscribe.subscriber());
        }
    }

    private CountDownLatch endOf(Topic topic) {
        return ended.computeIfAbsent(topic, any -> new CountDownLatch(1));
    }

    private BlockingQueue<TopicMessage> receivedBy(Topic topic) {
        return received.computeIfAbsent(topic, any -> new LinkedBlockingQueue<>());
    }
}
