package io.ovation.frontend.delivery;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Traceable;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.TopicsMessage;
import io.ovation.frontend.topic.LocalTopic;
import io.ovation.frontend.topic.TopicContext;
import io.ovation.frontend.topic.TopicViewers;
import io.ovation.frontend.topic.log.FetchPermits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Follows some of the topics that the node watches: subscribes at a topic's actor for the first local viewer, tells the
 * event loops what happens, and answers those who join.
 *
 * <p>Above 250 lines, because it takes every message that other nodes and the loops send; each has its own method.
 */
public final class TopicsActor extends AbstractBehavior<FrontendMessage> {

    /** A dispatcher is gone: the topics that it had are to be told of this node at once. */
    public record DispatcherLost() implements FrontendMessage {}

    /** What is known here of a topic? Answered with nothing if nobody watches it. */
    public record Look(Topic topic, ActorRef<Optional<NodeTopic.AtFrontend>> replyTo) implements FrontendMessage {}

    /** They have passed the drill. */
    private record DrilledEntries(LogMessage.Entries entries) implements FrontendMessage {}

    private record DrilledDelivery(FrontendMessage.Deliver deliver) implements FrontendMessage {}

    private record ServeAnswers() implements FrontendMessage {}

    private record RunDue() implements FrontendMessage {}

    private record RenewSome(List<Topic> topics) implements FrontendMessage {}

    private static final ServeAnswers SERVE_ANSWERS = new ServeAnswers();

    /** Answers between two other messages. */
    private static final int ANSWERS_PER_TURN = 8;

    /** All frontends have all their topics to renew when a dispatcher is lost. */
    private static final int RENEWALS_PER_TURN = 500;

    private static final Duration RENEWAL_TURN = Duration.ofMillis(100);

    /** Topics that fetch what was before at a time. */
    private static final int FETCHES_OF_THE_PAST = 8;

    /** @param shared what this actor and others like it share */
    public static Behavior<FrontendMessage> create(TopicsShared shared) {
        // Outlives a restart, so that the loops can be asked to introduce themselves anew.
        Loops loops =
                new Loops(shared.metrics().framesRefused(), shared.tracing().drill());
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new TopicsActor(context, timers, shared, loops)));
    }

    private final TimerScheduler<FrontendMessage> timers;
    private final TopicsShared shared;
    private final Loops loops;
    private final Subscriber self;
    private final FrameEncoder encoder;
    private final TopicContext context;
    private final WatchedTopics topics;
    private final Answers answers;
    private final boolean isDrill;
    private boolean isServing;
    private boolean isTimerSet;
    private long timerAtNanos;

    private TopicsActor(
            ActorContext<FrontendMessage> context,
            TimerScheduler<FrontendMessage> timers,
            TopicsShared shared,
            Loops loops) {
        super(context);
        this.context = new TopicContext(
                shared.settings(),
                shared.windows(),
                new FetchPermits(FETCHES_OF_THE_PAST),
                InstantSource.system(),
                ThreadLocalRandom.current(),
                shared.tracing());
        this.isDrill = shared.tracing().drill().isAt(Stage.FRONTEND_RECEIVED);
        this.encoder = new FrameEncoder(shared.tracing());
        this.timers = timers;
        this.shared = shared;
        this.loops = loops;
        this.self = shared.node().subscriber(context.getSelf());
        this.topics = new WatchedTopics(shared.cache(), shared.topics());
        this.answers = new Answers(topics, encoder, shared.cache(), shared.metrics(), shared.answersPerLoop());
        loops.all().forEach(loop -> loop.tell(new LoopMessage.Introduce(context.getSelf())));
    }

    @Override
    public Receive<FrontendMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(LogMessage.Entries.class, this::onEntries)
                .onMessage(FrontendMessage.Deliver.class, this::onDeliver)
                .onMessage(LogMessage.Tail.class, this::onTail)
                .onMessage(LogMessage.Busy.class, this::onBusy)
                .onMessage(LogMessage.Diverged.class, this::onDiverged)
                .onMessage(FrontendMessage.Subscribed.class, this::onSubscribed)
                .onMessage(DrilledEntries.class, drilled -> take(drilled.entries()))
                .onMessage(DrilledDelivery.class, drilled -> take(drilled.deliver()))
                .onMessage(TopicsMessage.Join.class, this::onJoin)
                .onMessage(TopicsMessage.Leave.class, this::onLeave)
                .onMessage(TopicsMessage.Ask.class, this::onAsk)
                .onMessage(TopicsMessage.AnswersTaken.class, this::onAnswersTaken)
                .onMessage(TopicsMessage.LoopStarted.class, this::onLoopStarted)
                .onMessage(ServeAnswers.class, this::onServeAnswers)
                .onMessage(RunDue.class, this::onRunDue)
                .onMessage(DispatcherLost.class, this::onDispatcherLost)
                .onMessage(Look.class, this::onLook)
                .onMessage(RenewSome.class, this::onRenewSome)
                .onSignal(PreRestart.class, this::onEnd)
                .onSignal(PostStop.class, this::onEnd)
                .build();
    }

    private Behavior<FrontendMessage> onEntries(LogMessage.Entries entries) {
        if (isDrill && !entries.asked()) {
            return drill(new DrilledEntries(entries));
        }
        return take(entries);
    }

    private Behavior<FrontendMessage> onDeliver(FrontendMessage.Deliver deliver) {
        return isDrill ? drill(new DrilledDelivery(deliver)) : take(deliver);
    }

    private Behavior<FrontendMessage> drill(FrontendMessage drilled) {
        ActorRef<FrontendMessage> actor = getContext().getSelf();
        shared.tracing().drill().pass(() -> actor.tell(drilled));
        return this;
    }

    private Behavior<FrontendMessage> take(LogMessage.Entries entries) {
        Runnable none = () -> entries.range().entries().forEach(entry -> unwatched(entry.body()));
        return with(entries.topic(), none, local -> {
            int taken =
                    local.entries(entries.range(), entries.gap(), entries.asked(), entries.source(), System.nanoTime());
            shared.metrics().entriesTaken().increment(taken);
        });
    }

    private Behavior<FrontendMessage> take(FrontendMessage.Deliver deliver) {
        return with(
                deliver.topic(),
                () -> unwatched(deliver.event()),
                local -> local.deliver(deliver.event(), deliver.mark(), deliver.source(), System.nanoTime()));
    }

    private Behavior<FrontendMessage> onTail(LogMessage.Tail tail) {
        return with(tail.topic(), local -> local.tail(tail.mark(), tail.source(), System.nanoTime()));
    }

    private Behavior<FrontendMessage> onBusy(LogMessage.Busy busy) {
        Duration wait = Duration.ofMillis(busy.retryAfterMillis());
        return with(busy.topic(), local -> local.busy(wait, System.nanoTime()));
    }

    private Behavior<FrontendMessage> onDiverged(LogMessage.Diverged diverged) {
        return with(diverged.topic(), local -> local.diverged(diverged.asked(), System.nanoTime()));
    }

    private Behavior<FrontendMessage> onSubscribed(FrontendMessage.Subscribed subscribed) {
        return with(
                subscribed.topic(),
                local -> local.subscribed(
                        subscribed.totals(),
                        subscribed.viewers(),
                        subscribed.presence(),
                        subscribed.latest(),
                        subscribed.source(),
                        System.nanoTime()));
    }

    private Behavior<FrontendMessage> onJoin(TopicsMessage.Join join) {
        if (topics.find(join.topic()) == null) {
            topics.add(localTopic(join.topic()));
        }
        return with(join.topic(), local -> local.join(join, System.nanoTime()));
    }

    private Behavior<FrontendMessage> onLeave(TopicsMessage.Leave leave) {
        answers.remove(leave);
        LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local = topics.find(leave.topic());
        if (local != null) {
            local.leave(leave.loop().index(), leave.connection(), System.nanoTime());
            settle(local);
        }
        return this;
    }

    private Behavior<FrontendMessage> onAsk(TopicsMessage.Ask ask) {
        answers.add(ask);
        return serve();
    }

    private Behavior<FrontendMessage> onAnswersTaken(TopicsMessage.AnswersTaken taken) {
        answers.taken(taken.loop().index(), taken.count());
        return serve();
    }

    private Behavior<FrontendMessage> onLoopStarted(TopicsMessage.LoopStarted started) {
        int loop = started.loop().index();
        loops.started(started.loop());
        answers.started(loop);
        for (LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local : topics.all()) {
            local.leaveAll(loop, System.nanoTime());
            settle(local);
        }
        return this;
    }

    private Behavior<FrontendMessage> onServeAnswers(ServeAnswers serve) {
        isServing = false;
        answers.serve(ANSWERS_PER_TURN);
        return serve();
    }

    private Behavior<FrontendMessage> onRunDue(RunDue due) {
        isTimerSet = false;
        topics.runDue(System.nanoTime());
        setTimer();
        return serve();
    }

    private Behavior<FrontendMessage> onDispatcherLost(DispatcherLost lost) {
        List<Topic> all = topics.names();
        Collections.shuffle(all, ThreadLocalRandom.current());
        return onRenewSome(new RenewSome(all));
    }

    private Behavior<FrontendMessage> onLook(Look look) {
        look.replyTo().tell(Optional.ofNullable(topics.find(look.topic())).map(LocalTopic::known));
        return this;
    }

    private Behavior<FrontendMessage> onRenewSome(RenewSome renew) {
        int count = Math.min(RENEWALS_PER_TURN, renew.topics().size());
        for (Topic topic : renew.topics().subList(0, count)) {
            LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local = topics.find(topic);
            if (local != null) {
                local.renewNow(System.nanoTime());
                settle(local);
            }
        }
        List<Topic> rest = renew.topics().subList(count, renew.topics().size());
        if (!rest.isEmpty()) {
            timers.startSingleTimer(new RenewSome(rest), RENEWAL_TURN);
        }
        return this;
    }

    private Behavior<FrontendMessage> onEnd(Signal signal) {
        answers.close();
        topics.closeAll();
        return this;
    }

    private void unwatched(Traceable event) {
        shared.tracing().ended(Stage.FRONTEND_RECEIVED, event, Ending.UNWATCHED);
    }

    private LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> localTopic(Topic topic) {
        TopicViewers viewers = new TopicViewers();
        return new LocalTopic<>(
                topic,
                context,
                viewers,
                new TopicBroadcast(topic, viewers, loops, answers, encoder, shared),
                new TopicActorLink(topic, self, shared.topicActors(), shared.metrics()),
                System.nanoTime());
    }

    private Behavior<FrontendMessage> with(
            Topic topic, Consumer<LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join>> told) {
        return with(topic, () -> {}, told);
    }

    /**
     * A subscription of ours may outlive its topic here: then it is taken back.
     *
     * @param none run then
     */
    private Behavior<FrontendMessage> with(
            Topic topic, Runnable none, Consumer<LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join>> told) {
        LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local = topics.find(topic);
        if (local == null) {
            none.run();
            shared.metrics().deliveriesWithoutViewers().increment();
            shared.topicActors().accept(topic, new TopicMessage.Unsubscribe(self));
            return this;
        }
        told.accept(local);
        return settle(local);
    }

    private Behavior<FrontendMessage> settle(LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local) {
        topics.settle(local, System.nanoTime());
        setTimer();
        return serve();
    }

    private void setTimer() {
        topics.nextNanos().ifPresent(next -> {
            if (!isTimerSet || next - timerAtNanos < 0) {
                isTimerSet = true;
                timerAtNanos = next;
                long wait = Math.max(1, next - System.nanoTime());
                timers.startSingleTimer(RunDue.class, new RunDue(), Duration.ofNanos(wait));
            }
        });
    }

    /** Comes after what this actor has been told already. */
    private Behavior<FrontendMessage> serve() {
        if (!isServing && answers.hasNext()) {
            isServing = true;
            getContext().getSelf().tell(SERVE_ANSWERS);
        }
        return this;
    }
}
