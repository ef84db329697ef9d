package io.ovation.frontend.loop;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.access.rights.Caller;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Greeting;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.NodeTopics;
import io.ovation.frontend.viewer.Connection;
import io.ovation.frontend.viewer.ConnectionId;
import io.ovation.frontend.viewer.ViewerChannel;
import io.ovation.frontend.viewer.ViewerMetrics;
import io.ovation.frontend.viewer.ViewerRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Supervises the connections of one event loop and runs on that loop. Passes each frame of a topic to every connection
 * that watches it, and their wishes to the topics.
 *
 * <p>A connection's mailbox needs no bound of its own: it is emptied by the same thread that fills it, so it holds no
 * more than what this actor tells in one go.
 *
 * <p>Above 250 lines, because it takes every message that topics, nodes and connections send; each has its own method.
 */
public final class LoopSupervisor extends AbstractBehavior<LoopMessage> {

    /**
     * A viewer has connected.
     *
     * @param topics what it wants, and where an earlier stream of its left off
     * @param member who it is, if that was said
     * @param receipts whether it is asked to tell what it receives
     * @param caller what it may watch
     */
    public record Open(
            ViewerChannel channel,
            Map<Topic, LastSeen> topics,
            Optional<String> member,
            boolean resumes,
            boolean receipts,
            Caller caller)
            implements LoopMessage {}

    /** Say farewell to everybody, a few at a time. */
    public record BeginDrain(DrainSettings settings) implements LoopMessage {}

    private record NextPiece(ActorRef<ViewerMessage> connection, Topic topic, Mark after) implements LoopMessage {}

    private record Ended(ActorRef<ViewerMessage> connection) implements LoopMessage {}

    private record NextTurn() implements LoopMessage {}

    private record Tick() implements LoopMessage {}

    private record DrainTick(Drain drain, Duration reconnectWithin) implements LoopMessage {}

    private record LookForRevoked() implements LoopMessage {}

    private static final LookForRevoked LOOK_FOR_REVOKED = new LookForRevoked();

    /** All that are revoked until then are looked for together, because that takes a look at each viewer. */
    private static final Duration LOOK_FOR_REVOKED_WITHIN = Duration.ofMillis(100);

    private static final NextTurn NEXT_TURN = new NextTurn();

    public static Behavior<LoopMessage> create(
            int index, LoopSettings settings, Greeting greeting, NodeTopics topics, ViewerMetrics metrics) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), settings.beat().dividedBy(LoopConnections.SLOTS));
            return new LoopSupervisor(context, timers, index, settings, greeting, topics, metrics);
        }));
    }

    private final ActorRef<LoopMessage> self;
    private final TimerScheduler<LoopMessage> timers;
    private final int index;
    private final LoopSettings settings;
    private final Greeting greeting;
    private final ViewerMetrics metrics;
    private final LoopViewers viewers;
    private final LoopRights rights;
    private final ViewerRequests requests = new Requests();
    private boolean isTurnDue;

    private LoopSupervisor(
            ActorContext<LoopMessage> context,
            TimerScheduler<LoopMessage> timers,
            int index,
            LoopSettings settings,
            Greeting greeting,
            NodeTopics topics,
            ViewerMetrics metrics) {
        super(context);
        this.self = context.getSelf();
        this.timers = timers;
        this.index = index;
        this.settings = settings;
        this.greeting = greeting;
        this.metrics = metrics;
        this.viewers = new LoopViewers(index, self, settings, topics);
        this.rights = new LoopRights(viewers, greeting, settings.reconnect());
    }

    @Override
    public Receive<LoopMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(LoopMessage.Broadcast.class, this::onBroadcast)
                .onMessage(NextTurn.class, this::onNextTurn)
                .onMessage(LoopMessage.Echo.class, this::onEcho)
                .onMessage(LoopMessage.Answer.class, this::onAnswer)
                .onMessage(LoopMessage.Retract.class, this::onRetract)
                .onMessage(LoopMessage.Introduce.class, this::onIntroduce)
                .onMessage(LoopMessage.Change.class, this::onChange)
                .onMessage(LoopMessage.Renew.class, this::onRenew)
                .onMessage(LoopMessage.Revoke.class, this::onRevoke)
                .onMessage(LookForRevoked.class, this::onLookForRevoked)
                .onMessage(Open.class, this::onOpen)
                .onMessage(BeginDrain.class, this::onBeginDrain)
                .onMessage(NextPiece.class, this::onNextPiece)
                .onMessage(Ended.class, this::onEnded)
                .onMessage(Tick.class, this::onTick)
                .onMessage(DrainTick.class, this::onDrainTick)
                .build();
    }

    private Behavior<LoopMessage> onBroadcast(LoopMessage.Broadcast broadcast) {
        viewers.broadcast(broadcast);
        if (!isTurnDue && !viewers.isFanoutOver()) {
            isTurnDue = true;
            // Comes after the broadcasts that wait already.
            self.tell(NEXT_TURN);
        }
        return this;
    }

    private Behavior<LoopMessage> onNextTurn(NextTurn next) {
        viewers.turn();
        isTurnDue = !viewers.isFanoutOver();
        if (isTurnDue) {
            // Comes after the connections of this turn.
            getContext().getExecutionContext().execute(() -> self.tell(NEXT_TURN));
        }
        return this;
    }

    private Behavior<LoopMessage> onEcho(LoopMessage.Echo echo) {
        viewers.echo(echo);
        return this;
    }

    private Behavior<LoopMessage> onAnswer(LoopMessage.Answer answer) {
        viewers.answered(answer);
        return this;
    }

    private Behavior<LoopMessage> onRetract(LoopMessage.Retract retract) {
        viewers.retract(retract);
        return this;
    }

    private Behavior<LoopMessage> onIntroduce(LoopMessage.Introduce introduce) {
        viewers.introduce(introduce.topics());
        return this;
    }

    private Behavior<LoopMessage> onChange(LoopMessage.Change change) {
        Optional<ActorRef<Void>> child = getContext().getChild(change.token());
        change.replyTo()
                .tell(child.map(connection -> rights.change(connection.unsafeUpcast(), change))
                        .orElseGet(FrontendMessage.UnknownConnection::new));
        return this;
    }

    private Behavior<LoopMessage> onRenew(LoopMessage.Renew renew) {
        Optional<ActorRef<Void>> child = getContext().getChild(renew.token());
        renew.replyTo()
                .tell(child.map(connection -> rights.renew(connection.unsafeUpcast(), renew))
                        .orElseGet(FrontendMessage.UnknownConnection::new));
        return this;
    }

    private Behavior<LoopMessage> onRevoke(LoopMessage.Revoke revoke) {
        rights.revoke(revoke.revocations()::hit);
        if (!timers.isTimerActive(LOOK_FOR_REVOKED)) {
            timers.startSingleTimer(LOOK_FOR_REVOKED, LOOK_FOR_REVOKED_WITHIN);
        }
        return this;
    }

    private Behavior<LoopMessage> onLookForRevoked(LookForRevoked look) {
        rights.endRevoked();
        return this;
    }

    private Behavior<LoopMessage> onOpen(Open open) {
        try {
            open(open);
            return this;
        } catch (RuntimeException e) {
            // Nobody else knows the channel yet.
            open.channel().close();
            throw e;
        }
    }

    private Behavior<LoopMessage> onBeginDrain(BeginDrain begin) {
        Drain drain = new Drain(begin.settings().duration());
        timers.startTimerAtFixedRate(new DrainTick(drain, begin.settings().reconnectWithin()), Drain.TICK);
        return this;
    }

    private Behavior<LoopMessage> onNextPiece(NextPiece next) {
        viewers.more(next.connection(), next.topic(), next.after());
        return this;
    }

    private Behavior<LoopMessage> onEnded(Ended ended) {
        viewers.close(ended.connection());
        rights.ended(ended.connection());
        return this;
    }

    private Behavior<LoopMessage> onTick(Tick tick) {
        viewers.nextSlot().forEach(connection -> connection.tell(Connection.BEAT));
        rights.tick(Instant.now());
        return this;
    }

    private Behavior<LoopMessage> onDrainTick(DrainTick tick) {
        int ending = tick.drain().next(viewers.size());
        for (ActorRef<ViewerMessage> connection : viewers.closeSome(ending)) {
            connection.tell(new Connection.End(greeting.bye("shutdown", tick.reconnectWithin())));
            metrics.connectionsDrained().increment();
        }
        return this;
    }

    private void open(Open open) {
        ConnectionId id = ConnectionId.create(greeting.node(), index);
        Behavior<ViewerMessage> behavior = Connection.create(
                open.channel(),
                greeting.hello(id.toString(), open.resumes(), open.receipts()),
                requests,
                settings.patienceBeats(),
                metrics);
        // A child runs where it is told to: on this loop, like its parent.
        ActorRef<ViewerMessage> connection =
                getContext().spawn(behavior, id.token(), DispatcherSelector.sameAsParent());
        getContext().watchWith(connection, new Ended(connection));
        viewers.open(connection, open.member(), open.topics());
        if (open.channel().isGathering()) {
            viewers.gathers(connection);
        }
        rights.opened(connection, open.caller(), open.channel().isGathering());
    }

    /** What connections ask for; they run beside this actor. */
    private final class Requests implements ViewerRequests {

        @Override
        public void recover(ActorRef<ViewerMessage> connection, Topic topic) {
            viewers.recover(connection, topic);
        }

        @Override
        public void refresh(ActorRef<ViewerMessage> connection, Topic topic) {
            viewers.refresh(connection, topic);
        }

        @Override
        public void more(ActorRef<ViewerMessage> connection, Topic topic, Mark after) {
            self.tell(new NextPiece(connection, topic, after));
        }
    }
}
