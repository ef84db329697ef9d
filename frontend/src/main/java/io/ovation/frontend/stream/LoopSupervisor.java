package io.ovation.frontend.stream;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.event.EventId;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Supervises the connections of one event loop and runs on that loop. Holds the loop's topic → connections map, and
 * passes each frame of a topic to every connection in it.
 *
 * <p>A connection's mailbox needs no bound of its own: it is emptied by the same thread that fills it, so it holds no
 * more than what this actor tells in one go.
 */
public final class LoopSupervisor extends AbstractBehavior<LoopSupervisor.Command> {

    /** What the edge and the node's topics tell a loop. */
    public interface Command {}

    /**
     * A viewer has connected.
     *
     * @param member who it is, if that was said
     * @param lastSeen where its earlier stream broke off, if it had one
     */
    public record Open(ViewerChannel channel, Set<Topic> topics, Optional<String> member, Optional<EventId> lastSeen)
            implements Command {}

    /** Every viewer of the frame's topic gets it. */
    record Broadcast(Frame frame, LoopLink link) implements Command {}

    /** Those viewers of the frame's topic get it who are this member. */
    record Echo(String member, Frame frame, LoopLink link) implements Command {}

    /** The topic is ready for a connection that wanted it; the frame, if any, is its snapshot. */
    record Joined(Topic topic, ActorRef<Connection.Command> connection, Optional<Frame> snapshot) implements Command {}

    /** Changes what the connection with this token watches. */
    record Change(
            String token,
            List<Topic> subscribe,
            List<Topic> unsubscribe,
            Optional<Boolean> passive,
            ActorRef<FrontendMessage.TopicsReply> replyTo)
            implements Command {}

    /** The node's topics have forgotten everything and need to hear anew who wants what. */
    record Introduce() implements Command {}

    /** Say farewell to everybody, a few at a time. */
    record BeginDrain(DrainSettings settings) implements Command {}

    private record Ended(ActorRef<Connection.Command> connection) implements Command {}

    private record NextTurn() implements Command {}

    private record Tick() implements Command {}

    private record DrainTick(Drain drain, Duration reconnectWithin) implements Command {}

    private static final NextTurn NEXT_TURN = new NextTurn();

    static Behavior<Command> create(
            int index,
            StreamSettings settings,
            Greeting greeting,
            ActorRef<FrontendMessage> localTopics,
            StreamMetrics metrics) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(
                    new Tick(), settings.heartbeat().dividedBy(Heartbeats.BEATS_PER_HEARTBEAT * Heartbeats.SLOTS));
            return new LoopSupervisor(context, timers, index, settings, greeting, localTopics, metrics);
        }));
    }

    private final ActorRef<Command> self;
    private final TimerScheduler<Command> timers;
    private final StreamSettings settings;
    private final Greeting greeting;
    private final ActorRef<FrontendMessage> localTopics;
    private final StreamMetrics metrics;
    private final LoopLink link;
    private final Connection.Recovery recovery = new Recovery();
    private final Audience<ActorRef<Connection.Command>> audience = new Audience<>();
    private final Members<ActorRef<Connection.Command>> members = new Members<>();
    private final Rounds<ActorRef<Connection.Command>> rounds = new Rounds<>(audience, ActorRef::tell);
    private final Heartbeats<ActorRef<Connection.Command>> heartbeats = new Heartbeats<>();
    private boolean isTurnDue;

    private LoopSupervisor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            int index,
            StreamSettings settings,
            Greeting greeting,
            ActorRef<FrontendMessage> localTopics,
            StreamMetrics metrics) {
        super(context);
        this.self = context.getSelf();
        this.timers = timers;
        this.settings = settings;
        this.greeting = greeting;
        this.localTopics = localTopics;
        this.metrics = metrics;
        this.link = new LoopLink(index, self, settings.loopBacklog());
        localTopics.tell(new LocalTopics.LoopStarted(link));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Broadcast.class, this::onBroadcast)
                .onMessage(Echo.class, this::onEcho)
                .onMessage(NextTurn.class, this::onNextTurn)
                .onMessage(Open.class, this::onOpen)
                .onMessage(Joined.class, this::onJoined)
                .onMessage(Change.class, this::onChange)
                .onMessage(Introduce.class, this::onIntroduce)
                .onMessage(BeginDrain.class, this::onBeginDrain)
                .onMessage(DrainTick.class, this::onDrainTick)
                .onMessage(Ended.class, this::onEnded)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<Command> onBroadcast(Broadcast broadcast) {
        rounds.add(broadcast.frame(), broadcast.link()::done);
        if (!isTurnDue && !rounds.areOver()) {
            isTurnDue = true;
            // Comes after the broadcasts that wait already.
            self.tell(NEXT_TURN);
        }
        return this;
    }

    private Behavior<Command> onEcho(Echo echo) {
        echo.link().done();
        for (ActorRef<Connection.Command> connection : members.of(echo.member())) {
            if (audience.has(connection, echo.frame().topic())) {
                connection.tell(echo.frame());
            }
        }
        return this;
    }

    private Behavior<Command> onNextTurn(NextTurn next) {
        rounds.turn();
        isTurnDue = !rounds.areOver();
        if (isTurnDue) {
            // Comes after the connections of this turn.
            getContext().getExecutionContext().execute(() -> self.tell(NEXT_TURN));
        }
        return this;
    }

    private Behavior<Command> onOpen(Open open) {
        try {
            open(open);
            return this;
        } catch (RuntimeException e) {
            // Nobody else knows the channel yet.
            open.channel().close();
            throw e;
        }
    }

    private Behavior<Command> onJoined(Joined joined) {
        // The snapshot includes what has been broadcast before it.
        rounds.finish(joined.topic());
        if (audience.join(joined.connection(), joined.topic())) {
            joined.snapshot().ifPresent(joined.connection()::tell);
        }
        return this;
    }

    private Behavior<Command> onChange(Change change) {
        Optional<ActorRef<Void>> child = getContext().getChild(change.token());
        if (child.isEmpty()) {
            change.replyTo().tell(new FrontendMessage.UnknownConnection());
            return this;
        }
        ActorRef<Connection.Command> connection = child.get().unsafeUpcast();
        Set<Topic> before = audience.wanted(connection);
        Set<Topic> after = Audience.change(before, change.subscribe(), change.unsubscribe());
        if (after.size() > settings.maxTopics()) {
            change.replyTo().tell(new FrontendMessage.TooManyTopics(settings.maxTopics()));
            return this;
        }
        audience.want(connection, after);
        Set<Topic> left =
                before.stream().filter(topic -> !after.contains(topic)).collect(Collectors.toSet());
        if (!left.isEmpty()) {
            connection.tell(new Connection.Unwatch(left));
            leave(left, connection);
        }
        after.stream()
                .filter(topic -> !before.contains(topic))
                .forEach(topic -> join(topic, connection, Optional.empty()));
        change.passive().ifPresent(passive -> setPassive(connection, passive, before));
        change.replyTo().tell(new FrontendMessage.TopicsHeld(after, audience.isPassive(connection)));
        return this;
    }

    /** @param before the topics that it has had already */
    private void setPassive(ActorRef<Connection.Command> connection, boolean passive, Set<Topic> before) {
        if (passive == audience.isPassive(connection)) {
            return;
        }
        // What has been broadcast reaches it as it was.
        audience.wanted(connection).forEach(rounds::finish);
        audience.setPassive(connection, passive);
        if (!passive) {
            Set<Topic> kept = audience.wanted(connection).stream()
                    .filter(before::contains)
                    .collect(Collectors.toSet());
            refresh(connection, kept);
        }
    }

    private Behavior<Command> onIntroduce(Introduce introduce) {
        localTopics.tell(new LocalTopics.LoopStarted(link));
        members.all().forEach(member -> localTopics.tell(new LocalTopics.MemberCame(member, link)));
        for (ActorRef<Connection.Command> connection : audience.connections()) {
            for (Topic topic : audience.wanted(connection)) {
                join(topic, connection, Optional.empty());
            }
        }
        return this;
    }

    private Behavior<Command> onBeginDrain(BeginDrain begin) {
        Drain drain = new Drain(begin.settings().duration());
        timers.startTimerAtFixedRate(new DrainTick(drain, begin.settings().reconnectWithin()), Drain.TICK);
        return this;
    }

    private Behavior<Command> onDrainTick(DrainTick tick) {
        // What has been broadcast reaches those who leave now, too.
        rounds.finish();
        int ending = tick.drain().next(audience.connections().size());
        audience.connections().stream().limit(ending).toList().forEach(connection -> {
            forget(connection);
            connection.tell(new Connection.End(greeting.bye("shutdown", tick.reconnectWithin())));
            metrics.connectionsDrained().increment();
        });
        return this;
    }

    private Behavior<Command> onEnded(Ended ended) {
        forget(ended.connection());
        return this;
    }

    private Behavior<Command> onTick(Tick tick) {
        heartbeats.next().forEach(connection -> connection.tell(Connection.BEAT));
        return this;
    }

    private void open(Open open) {
        ConnectionId id = ConnectionId.create(greeting.node(), link.index());
        Behavior<Connection.Command> behavior = Connection.create(
                open.channel(),
                greeting.hello(id, open.lastSeen().isPresent()),
                recovery,
                settings.patienceBeats(),
                metrics);
        // A child runs where it is told to: on this loop, like its parent.
        ActorRef<Connection.Command> connection =
                getContext().spawn(behavior, id.token(), DispatcherSelector.sameAsParent());
        getContext().watchWith(connection, new Ended(connection));
        heartbeats.add(connection);
        open.member()
                .filter(member -> members.add(connection, member))
                .ifPresent(member -> localTopics.tell(new LocalTopics.MemberCame(member, link)));
        audience.want(connection, open.topics());
        open.topics().forEach(topic -> join(topic, connection, open.lastSeen()));
    }

    private void forget(ActorRef<Connection.Command> connection) {
        heartbeats.remove(connection);
        members.remove(connection).ifPresent(member -> localTopics.tell(new LocalTopics.MemberLeft(member, link)));
        leave(audience.remove(connection), connection);
    }

    private void join(Topic topic, ActorRef<Connection.Command> connection, Optional<EventId> lastSeen) {
        localTopics.tell(new LocalTopics.Join(topic, link, connection, lastSeen));
    }

    private void leave(Set<Topic> topics, ActorRef<Connection.Command> connection) {
        for (Topic topic : topics) {
            rounds.leave(connection, topic);
            localTopics.tell(new LocalTopics.Leave(topic, link, connection));
        }
    }

    private void refresh(ActorRef<Connection.Command> connection, Set<Topic> topics) {
        topics.forEach(topic -> localTopics.tell(new LocalTopics.Refresh(topic, link, connection)));
    }

    private final class Recovery implements Connection.Recovery {

        @Override
        public void resend(ActorRef<Connection.Command> connection, Set<Topic> topics) {
            topics.forEach(topic -> localTopics.tell(new LocalTopics.Resend(topic, link, connection)));
        }

        @Override
        public void refresh(ActorRef<Connection.Command> connection, Set<Topic> topics) {
            LoopSupervisor.this.refresh(connection, topics);
        }
    }
}
