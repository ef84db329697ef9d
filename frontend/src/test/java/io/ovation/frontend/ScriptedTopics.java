package io.ovation.frontend;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Topic actors that do what the test says: each has a log, to which the test adds, and answers from it. */
public final class ScriptedTopics {

    private static final int PATIENCE_SECONDS = 10;

    /** Entries of a page. */
    private static final int PAGE = 100;

    private static final class Scripted {

        private final TestLog log = new TestLog("c");
        private final Map<Subscriber, ActorRef<LogMessage>> subscribers = new HashMap<>();
        private Totals totals = Totals.NONE;
        private int viewers;
    }

    private final Map<Topic, Scripted> topics = new HashMap<>();
    private final Map<Topic, BlockingQueue<TopicMessage>> received = new ConcurrentHashMap<>();
    private final BlockingQueue<String> members = new LinkedBlockingQueue<>();
    private final Map<Topic, CountDownLatch> ended = new ConcurrentHashMap<>();

    public Behavior<TopicMessage> actor(EntityContext<TopicMessage> entity) {
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
                    receive(topic, message, context.getSelf().narrow());
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
    public Behavior<PresenceMessage> bucket(EntityContext<PresenceMessage> entity) {
        return Behaviors.receive(PresenceMessage.class)
                .onMessage(PresenceMessage.Stop.class, stop -> Behaviors.stopped())
                .onMessage(PresenceMessage.Heartbeat.class, heartbeat -> {
                    members.addAll(heartbeat.members());
                    return Behaviors.same();
                })
                .build();
    }

    /** Waits for the next heartbeat of any member. */
    public String awaitHeartbeat() throws InterruptedException {
        String member = members.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (member == null) {
            throw new AssertionError("no heartbeat");
        }
        return member;
    }

    /** How the topic stands for whoever subscribes. */
    public synchronized void stand(Topic topic, Totals totals, int viewers) {
        scripted(topic).totals = totals;
        scripted(topic).viewers = viewers;
    }

    /** Adds to the topic's log, and gives it to every frontend that has subscribed. */
    public synchronized Entry say(Topic topic, String member, String text) {
        Entry entry = scripted(topic).log.comment(member, text);
        give(topic);
        return entry;
    }

    public synchronized Entry retract(Topic topic, String comment) {
        Entry entry = scripted(topic).log.retract(comment);
        give(topic);
        return entry;
    }

    /** The event of the latest entry that was not given. */
    public synchronized void lose(Topic topic, String member, String text) {
        scripted(topic).log.comment(member, text);
    }

    private void give(Topic topic) {
        Scripted it = scripted(topic);
        LogRange range = it.log.latest(1);
        it.subscribers.forEach(
                (subscriber, actor) -> subscriber.ref().tell(new LogMessage.Entries(topic, null, range, false, actor)));
    }

    /** Gives the event to every frontend that has subscribed. */
    public synchronized void deliver(Topic topic, Event event) {
        scripted(topic)
                .subscribers
                .forEach((subscriber, actor) ->
                        subscriber.ref().tell(new FrontendMessage.Deliver(topic, event, null, actor)));
    }

    /** Waits for such a message to the topic; skips others. */
    public void awaitMessage(Topic topic, Predicate<TopicMessage> expected) throws InterruptedException {
        TopicMessage message;
        do {
            message = receivedBy(topic).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no such message to " + topic);
            }
        } while (!expected.test(message));
    }

    /** Whether there was such a message to the topic since it was asked last. */
    public boolean hasReceived(Topic topic, Class<? extends TopicMessage> expected) {
        List<TopicMessage> messages = new ArrayList<>();
        receivedBy(topic).drainTo(messages);
        return messages.stream().anyMatch(expected::isInstance);
    }

    /** Waits until the address of a subscriber has ended. */
    public void awaitEndOfSubscriber(Topic topic) throws InterruptedException {
        if (!endOf(topic).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the subscriber of " + topic + " is still there");
        }
    }

    private synchronized void receive(Topic topic, TopicMessage message, ActorRef<LogMessage> self) {
        receivedBy(topic).add(message);
        Scripted it = scripted(topic);
        if (message instanceof TopicMessage.Subscribe subscribe) {
            it.subscribers.put(subscribe.subscriber(), self);
            LogRange latest = topic.kind() == Topic.Kind.PRESENCE ? null : it.log.latest(PAGE);
            subscribe
                    .subscriber()
                    .ref()
                    .tell(new FrontendMessage.Subscribed(topic, it.totals, it.viewers, null, latest, self));
        } else if (message instanceof TopicMessage.Unsubscribe unsubscribe) {
            it.subscribers.remove(unsubscribe.subscriber());
        } else if (message instanceof LogMessage.Fetch fetch) {
            long after = fetch.after().position();
            long through = Math.min(after + PAGE, it.log.last().position());
            fetch.replyTo().tell(new LogMessage.Entries(topic, null, it.log.range(after, through), false, self));
        } else if (message instanceof LogMessage.FetchBefore fetch) {
            long through = fetch.through().position();
            LogRange page = it.log.range(Math.max(0, through - PAGE), through);
            fetch.replyTo().tell(new LogMessage.Entries(topic, null, page, false, self));
        }
    }

    private Scripted scripted(Topic topic) {
        return topics.computeIfAbsent(topic, any -> new Scripted());
    }

    private CountDownLatch endOf(Topic topic) {
        return ended.computeIfAbsent(topic, any -> new CountDownLatch(1));
    }

    private BlockingQueue<TopicMessage> receivedBy(Topic topic) {
        return received.computeIfAbsent(topic, any -> new LinkedBlockingQueue<>());
    }
}
