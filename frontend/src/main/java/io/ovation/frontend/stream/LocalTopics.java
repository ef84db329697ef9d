package io.ovation.frontend.stream;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.delivery.Inbound;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What this node watches: subscribes at a topic's actor for the first local viewer, encodes each event once, and hands
 * the frame to every event loop that has viewers of the topic. The node's address for topic actors and other frontends.
 */
public final class LocalTopics extends AbstractBehavior<FrontendMessage> {

    /** Soon enough for a viewer count to feel live, and rare enough to be nothing. */
    private static final Duration TICK = Duration.ofMillis(500);

    /** A loop has started, or starts anew: it has no viewers until it says so. */
    record LoopStarted(LoopLink loop) implements FrontendMessage {}

    /**
     * A connection wants a topic. Answered with {@link LoopSupervisor.Joined} to the loop.
     *
     * @param lastSeen where a stream that broke off left off, if this continues one
     */
    record Join(Topic topic, LoopLink loop, ActorRef<Connection.Command> connection, Optional<EventId> lastSeen)
            implements FrontendMessage {}

    /** A connection of the loop does not want a topic any more. */
    record Leave(Topic topic, LoopLink loop, ActorRef<Connection.Command> connection) implements FrontendMessage {}

    /** A connection missed events of a topic. Answered like {@link Join}, with a {@code gap} before the snapshot. */
    record Resend(Topic topic, LoopLink loop, ActorRef<Connection.Command> connection) implements FrontendMessage {}

    /** A connection needs to know how a topic stands. Answered like {@link Join}, if the topic is ready. */
    record Refresh(Topic topic, LoopLink loop, ActorRef<Connection.Command> connection) implements FrontendMessage {}

    /** The loop has the first stream of a member, who is to hear what they say themselves. */
    record MemberCame(String member, LoopLink loop) implements FrontendMessage {}

    /** It has none of the member's any more. */
    record MemberLeft(String member, LoopLink loop) implements FrontendMessage {}

    private record EndOfSlot() implements FrontendMessage {}

    private record Tick() implements FrontendMessage {}

    /** @param topicActors tells a topic's actor */
    static Behavior<FrontendMessage> create(
            NodeIdentity node,
            StreamSettings settings,
            BiConsumer<Topic, TopicMessage> topicActors,
            StreamMetrics metrics) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), TICK);
            return new LocalTopics(context, timers, node, settings, topicActors, metrics);
        }));
    }

    private final TimerScheduler<FrontendMessage> timers;
    private final NodeIdentity node;
    private final Subscriber self;
    private final StreamSettings settings;
    private final BiConsumer<Topic, TopicMessage> topicActors;
    private final StreamMetrics metrics;
    private final FrameEncoder encoder = new FrameEncoder(InstantSource.system());
    private final CatchUp catchUp;
    private final Loops loops;
    private final Talk talk;
    private final Map<Topic, LocalTopic<ActorRef<Connection.Command>, Join>> topics = new HashMap<>();

    private LocalTopics(
            ActorContext<FrontendMessage> context,
            TimerScheduler<FrontendMessage> timers,
            NodeIdentity node,
            StreamSettings settings,
            BiConsumer<Topic, TopicMessage> topicActors,
            StreamMetrics metrics) {
        super(context);
        this.timers = timers;
        this.node = node;
        this.self = node.subscriber(context.getSelf());
        this.settings = settings;
        this.topicActors = topicActors;
        this.metrics = metrics;
        this.loops = new Loops(metrics);
        this.talk = new Talk(encoder, loops, metrics);
        this.catchUp = new CatchUp(encoder, InstantSource.system(), metrics);
    }

    @Override
    public Receive<FrontendMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(FrontendMessage.Deliver.class, this::onDeliver)
                .onMessage(FrontendMessage.DeliverComment.class, this::onDeliverComment)
                .onMessage(FrontendMessage.Subscribed.class, this::onSubscribed)
                .onMessage(FrontendMessage.ChangeTopics.class, this::onChangeTopics)
                .onMessage(LoopStarted.class, this::onLoopStarted)
                .onMessage(Join.class, this::onJoin)
                .onMessage(Leave.class, this::onLeave)
                .onMessage(Resend.class, this::onResend)
                .onMessage(Refresh.class, this::onRefresh)
                .onMessage(MemberCame.class, this::onMemberCame)
                .onMessage(MemberLeft.class, this::onMemberLeft)
                .onMessage(EndOfSlot.class, this::onEndOfSlot)
                .onMessage(Tick.class, this::onTick)
                .onSignal(PreRestart.class, this::onPreRestart)
                .build();
    }

    private Behavior<FrontendMessage> onDeliver(FrontendMessage.Deliver deliver) {
        LocalTopic<ActorRef<Connection.Command>, Join> local = find(deliver.topic());
        if (local == null) {
            return this;
        }
        local.apply(deliver.event());
        if (local.viewers() > 0 && deliver.event() instanceof Event.Typing typing) {
            talk.typing(deliver.topic(), local, typing, System.nanoTime());
        } else if (local.viewers() > 0) {
            Totals totals = local.state().totals();
            loops.broadcast(local, encoder.event(deliver.topic(), deliver.event(), totals));
        }
        return this;
    }

    private Behavior<FrontendMessage> onDeliverComment(FrontendMessage.DeliverComment deliver) {
        LocalTopic<ActorRef<Connection.Command>, Join> local = find(deliver.topic());
        // Known already if the topic has moved, or its origin has: what was not acknowledged comes again from there.
        if (local != null && isNext(local, deliver) && local.add(deliver.comment()) && local.viewers() > 0) {
            talk.comment(deliver.topic(), local, deliver.comment(), System.nanoTime());
            if (talk.isCrowded() && !timers.isTimerActive(EndOfSlot.class)) {
                timers.startTimerWithFixedDelay(EndOfSlot.class, new EndOfSlot(), CommentSampler.SLOT);
            }
        }
        return this;
    }

    private Behavior<FrontendMessage> onSubscribed(FrontendMessage.Subscribed subscribed) {
        LocalTopic<ActorRef<Connection.Command>, Join> local = find(subscribed.topic());
        if (local == null || !isNext(local, subscribed)) {
            return this;
        }
        catchUp.subscribed(subscribed.topic(), local, subscribed.snapshot())
                .ifPresent(frame -> loops.broadcast(local, frame));
        local.ready().forEach(join -> admit(local, join));
        return this;
    }

    private Behavior<FrontendMessage> onChangeTopics(FrontendMessage.ChangeTopics change) {
        Optional<ConnectionId> id =
                ConnectionId.parse(change.connection()).filter(it -> it.node().equals(node.name()));
        Optional<LoopLink> loop = id.flatMap(it -> loops.find(it.loop()));
        if (loop.isEmpty()) {
            change.replyTo().tell(new FrontendMessage.UnknownConnection());
        } else {
            loop.get()
                    .tell(new LoopSupervisor.Change(
                            id.get().token(),
                            change.subscribe(),
                            change.unsubscribe(),
                            change.passive(),
                            change.replyTo()));
        }
        return this;
    }

    private Behavior<FrontendMessage> onLoopStarted(LoopStarted started) {
        loops.started(started.loop());
        topics.values().forEach(local -> local.leaveAll(started.loop().index(), System.nanoTime()));
        return this;
    }

    private Behavior<FrontendMessage> onJoin(Join join) {
        LocalTopic<ActorRef<Connection.Command>, Join> local = topics.get(join.topic());
        if (local == null) {
            local = new LocalTopic<>(settings, System.nanoTime());
            topics.put(join.topic(), local);
        }
        if (local.join(join.loop().index(), join.connection(), join)) {
            admit(local, join);
        } else {
            report(join.topic(), local);
        }
        return this;
    }

    private Behavior<FrontendMessage> onLeave(Leave leave) {
        LocalTopic<ActorRef<Connection.Command>, Join> local = topics.get(leave.topic());
        if (local != null) {
            local.leave(leave.loop().index(), leave.connection(), System.nanoTime());
        }
        return this;
    }

    private Behavior<FrontendMessage> onResend(Resend resend) {
        Topic topic = resend.topic();
        LocalTopic<ActorRef<Connection.Command>, Join> local = topics.get(topic);
        if (local != null) {
            Frame frame = catchUp.slow(topic, local);
            resend.loop().tell(new LoopSupervisor.Joined(topic, resend.connection(), Optional.of(frame)));
        }
        return this;
    }

    private Behavior<FrontendMessage> onRefresh(Refresh refresh) {
        Topic topic = refresh.topic();
        LocalTopic<ActorRef<Connection.Command>, Join> local = topics.get(topic);
        // Who waits for the topic will get its snapshot anyway.
        if (local != null && local.isSubscribed()) {
            Optional<Frame> frame = catchUp.refreshing(topic, local);
            refresh.loop().tell(new LoopSupervisor.Joined(topic, refresh.connection(), frame));
        }
        return this;
    }

    private Behavior<FrontendMessage> onMemberCame(MemberCame came) {
        loops.memberCame(came.member(), came.loop());
        return this;
    }

    private Behavior<FrontendMessage> onMemberLeft(MemberLeft left) {
        loops.memberLeft(left.member(), left.loop());
        return this;
    }

    private Behavior<FrontendMessage> onEndOfSlot(EndOfSlot end) {
        talk.endSlots(System.nanoTime());
        if (!talk.isCrowded()) {
            timers.cancel(EndOfSlot.class);
        }
        return this;
    }

    private Behavior<FrontendMessage> onTick(Tick tick) {
        for (Iterator<Map.Entry<Topic, LocalTopic<ActorRef<Connection.Command>, Join>>> all =
                        topics.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<Topic, LocalTopic<ActorRef<Connection.Command>, Join>> entry = all.next();
            loops.makeUp(entry.getKey(), entry.getValue(), catchUp);
            if (report(entry.getKey(), entry.getValue()) == LocalTopic.Due.UNSUBSCRIBE) {
                all.remove();
            }
        }
        return this;
    }

    private Behavior<FrontendMessage> onPreRestart(PreRestart signal) {
        loops.all().forEach(loop -> loop.tell(new LoopSupervisor.Introduce()));
        return this;
    }

    /** A subscription of ours may outlive its topic here: then it is taken back. */
    private @Nullable LocalTopic<ActorRef<Connection.Command>, Join> find(Topic topic) {
        LocalTopic<ActorRef<Connection.Command>, Join> local = topics.get(topic);
        if (local == null) {
            metrics.deliveriesWithoutViewers().increment();
            topicActors.accept(topic, new TopicMessage.Unsubscribe(self));
        }
        return local;
    }

    private boolean isNext(LocalTopic<ActorRef<Connection.Command>, Join> local, FrontendMessage.Acknowledged message) {
        Inbound.Verdict verdict = local.receive(message.position());
        if (verdict == Inbound.Verdict.EARLY) {
            metrics.deliveriesEarly().increment();
            return false;
        }
        message.sender().tell(new TopicMessage.Received(self.node(), message.position().stream(), local.received()));
        return verdict == Inbound.Verdict.NEXT;
    }

    private void admit(LocalTopic<ActorRef<Connection.Command>, Join> local, Join join) {
        Optional<Frame> frame = catchUp.joining(join.topic(), local, join.lastSeen());
        join.loop().tell(new LoopSupervisor.Joined(join.topic(), join.connection(), frame));
    }

    private LocalTopic.Due report(Topic topic, LocalTopic<ActorRef<Connection.Command>, Join> local) {
        LocalTopic.Due due =
                local.due(System.nanoTime(), ThreadLocalRandom.current().nextDouble());
        switch (due) {
            case SUBSCRIBE -> topicActors.accept(topic, new TopicMessage.Subscribe(self, local.viewers()));
            case RENEW -> topicActors.accept(topic, new TopicMessage.Renew(self, local.viewers()));
            case UNSUBSCRIBE -> topicActors.accept(topic, new TopicMessage.Unsubscribe(self));
            case NOTHING -> {}
        }
        return due;
    }
}
