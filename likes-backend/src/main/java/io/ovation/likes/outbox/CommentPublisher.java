package io.ovation.likes.outbox;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.NewComment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends committed comments to the actors of their topics, in commit order, until these acknowledge them; first of all
 * those that the store says an earlier process left behind. An instance that fails leaves its comments to the next in
 * just that way.
 */
public final class CommentPublisher extends AbstractBehavior<BackendMessage> {

    /** What the actor understands besides {@link BackendMessage.CommentsPublished}. */
    public sealed interface Command extends BackendMessage {}

    /** Publish these, in this order within a topic. Room for them has been taken. */
    public record Publish(List<NewComment> comments) implements Command {}

    /** Look whether the store has comments of this backend that are not known here. */
    public record CheckStore() implements Command {}

    /** Answer once everything that an earlier process left behind is on its way. */
    public record AwaitRecovery(ActorRef<Done> replyTo) implements Command {}

    /** Answer once everything is acknowledged, and the store knows. */
    public record AwaitPublished(ActorRef<Done> replyTo) implements Command {}

    /** The store is about to be closed. */
    public record Stop() implements Command {}

    private record Found(List<NewComment> comments) implements Command {}

    private enum Repeat implements Command {
        SIGNAL
    }

    /** @param blocking runs what the store is asked, one at a time with its commits */
    public static Behavior<BackendMessage> create(
            CommentSink sink, LikesStore store, Executor blocking, OutboxRoom room, OutboxSettings settings) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new CommentPublisher(context, timers, sink, store, blocking, room, settings)));
    }

    private final TimerScheduler<BackendMessage> timers;
    private final CommentSink sink;
    private final OutboxRoom room;
    private final OutboxSettings settings;
    private final CommentOutbox outbox;
    private final ActorRef<OutboxKeeper.Command> keeper;
    private final List<NewComment> early = new ArrayList<>();
    private final List<ActorRef<Done>> awaitRecovery = new ArrayList<>();
    private final List<ActorRef<Done>> awaitPublished = new ArrayList<>();
    private boolean recovered;

    private final Counter repeated = Metrics.counter("ovation.likes.comments.repeated");
    private final Counter published = Metrics.counter("ovation.likes.comments.published");
    private final Counter recoveredAtStart = Metrics.counter("ovation.likes.comments.recovered", "reason", "start");
    private final Counter recoveredLater = Metrics.counter("ovation.likes.comments.recovered", "reason", "unpublished");

    private CommentPublisher(
            ActorContext<BackendMessage> context,
            TimerScheduler<BackendMessage> timers,
            CommentSink sink,
            LikesStore store,
            Executor blocking,
            OutboxRoom room,
            OutboxSettings settings) {
        super(context);
        this.timers = timers;
        this.sink = sink;
        this.room = room;
        this.settings = settings;
        this.outbox =
                new CommentOutbox(ThreadLocalRandom.current().nextLong(), settings.perTopic(), settings.repeatAfter());
        ActorRef<OutboxKeeper.Unpublished> found = context.messageAdapter(
                OutboxKeeper.Unpublished.class, unpublished -> new Found(unpublished.comments()));
        this.keeper = context.spawn(
                Behaviors.supervise(OutboxKeeper.create(store, blocking, settings, found))
                        .onFailure(SupervisorStrategy.restart()),
                "outbox-keeper");
    }

    @Override
    public Receive<BackendMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Publish.class, this::onPublish)
                .onMessage(CheckStore.class, this::onCheckStore)
                .onMessage(BackendMessage.CommentsPublished.class, this::onCommentsPublished)
                .onMessage(AwaitRecovery.class, this::onAwaitRecovery)
                .onMessage(AwaitPublished.class, this::onAwaitPublished)
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onMessage(Found.class, this::onFound)
                .onMessageEquals(Repeat.SIGNAL, this::onRepeat)
                .onSignal(PreRestart.class, this::onPreRestart)
                .build();
    }

    private Behavior<BackendMessage> onPublish(Publish publish) {
        if (recovered) {
            publish(publish.comments());
        } else {
            early.addAll(publish.comments());
        }
        return this;
    }

    private Behavior<BackendMessage> onCheckStore(CheckStore check) {
        keeper.tell(new OutboxKeeper.Check());
        return this;
    }

    private Behavior<BackendMessage> onCommentsPublished(BackendMessage.CommentsPublished acknowledged) {
        CommentOutbox.Acknowledged news = outbox.acknowledge(
                acknowledged.topic(), acknowledged.stream(), acknowledged.sequence(), System.nanoTime());
        send(news.next());
        if (!news.published().isEmpty()) {
            room.giveBack(news.published().size());
            published.increment(news.published().size());
            keeper.tell(new OutboxKeeper.Published(news.published()));
            answerPublished();
        }
        return this;
    }

    private Behavior<BackendMessage> onAwaitRecovery(AwaitRecovery await) {
        awaitRecovery.add(await.replyTo());
        answerRecovered();
        return this;
    }

    private Behavior<BackendMessage> onAwaitPublished(AwaitPublished await) {
        awaitPublished.add(await.replyTo());
        answerPublished();
        return this;
    }

    private Behavior<BackendMessage> onFound(Found found) {
        List<NewComment> unknown = found.comments().stream()
                .filter(comment -> !outbox.holds(comment.comment().id()))
                .toList();
        if (!unknown.isEmpty()) {
            room.take(unknown.size());
            publish(unknown);
            (recovered ? recoveredLater : recoveredAtStart).increment(unknown.size());
            getContext().getLog().info("Comments that were committed and not published: {}", unknown.size());
        }
        if (!recovered) {
            recovered = true;
            publish(early);
            early.clear();
            answerRecovered();
            answerPublished();
        }
        return this;
    }

    private Behavior<BackendMessage> onRepeat() {
        List<CommentOutbox.Sending> again = outbox.overdue(System.nanoTime());
        repeated.increment(again.size());
        send(again);
        repeatLater();
        return this;
    }

    /** The next instance finds the comments in the store. */
    private Behavior<BackendMessage> onPreRestart(PreRestart restart) {
        room.giveBack(outbox.size() + early.size());
        return this;
    }

    private void publish(List<NewComment> comments) {
        long now = System.nanoTime();
        for (NewComment comment : comments) {
            if (outbox.holds(comment.comment().id())) {
                // It was found in the store before its commit was reported here.
                room.giveBack(1);
            } else {
                send(outbox.add(comment.topic(), comment.comment(), now));
            }
        }
        repeatLater();
    }

    private void send(List<CommentOutbox.Sending> sendings) {
        for (CommentOutbox.Sending sending : sendings) {
            sink.publish(
                    sending.topic(),
                    new TopicMessage.PublishComment(
                            sending.position(), sending.comment(), getContext().getSelf()));
        }
    }

    private void repeatLater() {
        if (!outbox.isEmpty() && !timers.isTimerActive(Repeat.SIGNAL)) {
            timers.startSingleTimer(
                    Repeat.SIGNAL, Repeat.SIGNAL, settings.repeatAfter().dividedBy(2));
        }
    }

    private void answerRecovered() {
        if (recovered) {
            awaitRecovery.forEach(waiting -> waiting.tell(Done.getInstance()));
            awaitRecovery.clear();
        }
    }

    private void answerPublished() {
        if (recovered && outbox.isEmpty()) {
            awaitPublished.forEach(waiting -> keeper.tell(new OutboxKeeper.AwaitRemoved(waiting)));
            awaitPublished.clear();
        }
    }
}
