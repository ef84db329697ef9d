package io.ovation.likes.outbox;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PreRestart;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends committed comments to the actors of their topics, in commit order, until these acknowledge them; then the store
 * may forget that they were to be published. Starts with what the store says an earlier process left behind, and looks
 * there from time to time for what nobody publishes.
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

    private record Claimed(List<NewComment> comments) implements Command {}

    private record Removed() implements Command {}

    private record ClaimFailed(Throwable failure) implements Command {}

    private record RemovalFailed(List<String> comments, Throwable failure) implements Command {}

    private enum Timer implements Command {
        REPEAT,
        CLAIM,
        REMOVE
    }

    /** @param blocking runs what the store is asked, one at a time with its commits */
    public static Behavior<BackendMessage> create(
            CommentSink sink, LikesStore store, Executor blocking, OutboxRoom room, OutboxSettings settings) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new CommentPublisher(context, timers, sink, store, blocking, room, settings)));
    }

    private final TimerScheduler<BackendMessage> timers;
    private final CommentSink sink;
    private final LikesStore store;
    private final Executor blocking;
    private final OutboxRoom room;
    private final OutboxSettings settings;
    private final CommentOutbox outbox;
    private final List<NewComment> early = new ArrayList<>();
    private final List<ActorRef<Done>> awaitRecovery = new ArrayList<>();
    private final List<ActorRef<Done>> awaitPublished = new ArrayList<>();
    private List<String> published = new ArrayList<>();
    private boolean recovered;
    private boolean removing;
    private boolean storeFails;

    private final Counter repeated = Metrics.counter("ovation.likes.comments.repeated");
    private final Counter acknowledged = Metrics.counter("ovation.likes.comments.published");
    private final Counter recoveredAtStart = Metrics.counter("ovation.likes.comments.recovered", "reason", "start");
    private final Counter takenOver = Metrics.counter("ovation.likes.comments.recovered", "reason", "unpublished");

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
        this.store = store;
        this.blocking = blocking;
        this.room = room;
        this.settings = settings;
        this.outbox =
                new CommentOutbox(ThreadLocalRandom.current().nextLong(), settings.perTopic(), settings.repeatAfter());
        claim(Duration.ZERO);
    }

    @Override
    public Receive<BackendMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Publish.class, this::onPublish)
                .onMessage(BackendMessage.CommentsPublished.class, this::onCommentsPublished)
                .onMessage(CheckStore.class, check -> claim(Duration.ZERO))
                .onMessage(AwaitRecovery.class, this::onAwaitRecovery)
                .onMessage(AwaitPublished.class, this::onAwaitPublished)
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onMessage(Claimed.class, this::onClaimed)
                .onMessage(Removed.class, this::onRemoved)
                .onMessage(ClaimFailed.class, this::onClaimFailed)
                .onMessage(RemovalFailed.class, this::onRemovalFailed)
                .onMessageEquals(Timer.REPEAT, this::onRepeat)
                .onMessageEquals(Timer.CLAIM, () -> claim(recovered ? settings.confirmAfter() : Duration.ZERO))
                .onMessageEquals(Timer.REMOVE, this::remove)
                .onSignal(PreRestart.class, restart -> giveBackRoom())
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

    private Behavior<BackendMessage> onCommentsPublished(BackendMessage.CommentsPublished ack) {
        CommentOutbox.Acknowledged news =
                outbox.acknowledge(ack.topic(), ack.stream(), ack.sequence(), System.nanoTime());
        room.giveBack(news.published().size());
        acknowledged.increment(news.published().size());
        published.addAll(news.published());
        send(news.next());
        removeSoon();
        return this;
    }

    private Behavior<BackendMessage> onAwaitRecovery(AwaitRecovery await) {
        awaitRecovery.add(await.replyTo());
        answerRecovered();
        return this;
    }

    private Behavior<BackendMessage> onAwaitPublished(AwaitPublished await) {
        awaitPublished.add(await.replyTo());
        removeSoon();
        return this;
    }

    private Behavior<BackendMessage> onClaimed(Claimed claimed) {
        List<NewComment> unknown = claimed.comments().stream()
                .filter(comment -> !outbox.holds(comment.comment().id()))
                .toList();
        room.take(unknown.size());
        publish(unknown);
        (recovered ? takenOver : recoveredAtStart).increment(unknown.size());
        if (!unknown.isEmpty()) {
            getContext()
                    .getLog()
                    .info("{} comments that were committed and not published are published", unknown.size());
        }
        if (!recovered) {
            recovered = true;
            publish(early);
            early.clear();
            answerRecovered();
        }
        storeAnswers();
        timers.startSingleTimer(Timer.CLAIM, settings.checkEvery());
        return this;
    }

    private Behavior<BackendMessage> onRemoved(Removed removed) {
        removing = false;
        storeAnswers();
        removeSoon();
        return this;
    }

    private Behavior<BackendMessage> onClaimFailed(ClaimFailed failed) {
        storeFailed(failed.failure());
        timers.startSingleTimer(Timer.CLAIM, settings.removeAfter());
        return this;
    }

    /** Their number stays bounded, because a store that removes nothing commits nothing either. */
    private Behavior<BackendMessage> onRemovalFailed(RemovalFailed failed) {
        removing = false;
        published.addAll(failed.comments());
        storeFailed(failed.failure());
        timers.startSingleTimer(Timer.REMOVE, settings.removeAfter());
        return this;
    }

    private Behavior<BackendMessage> onRepeat() {
        List<CommentOutbox.Sending> again = outbox.overdue(System.nanoTime());
        repeated.increment(again.size());
        send(again);
        repeatLater();
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
        if (!outbox.isEmpty() && !timers.isTimerActive(Timer.REPEAT)) {
            timers.startSingleTimer(Timer.REPEAT, settings.repeatAfter().dividedBy(2));
        }
    }

    private Behavior<BackendMessage> claim(Duration ownAge) {
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(
                                () -> store.claimUnpublished(ownAge, settings.takeOverAfter(), settings.limit()),
                                blocking),
                        (comments, failure) -> failure == null ? new Claimed(comments) : new ClaimFailed(failure));
        return this;
    }

    private void removeSoon() {
        if (published.isEmpty()) {
            answerPublished();
        } else if (!awaitPublished.isEmpty() && outbox.isEmpty()) {
            remove();
        } else if (!removing && !timers.isTimerActive(Timer.REMOVE)) {
            timers.startSingleTimer(Timer.REMOVE, settings.removeAfter());
        }
    }

    private Behavior<BackendMessage> remove() {
        if (removing || published.isEmpty()) {
            return this;
        }
        List<String> comments = published;
        published = new ArrayList<>();
        removing = true;
        getContext()
                .pipeToSelf(
                        CompletableFuture.runAsync(() -> store.removePublished(comments), blocking),
                        (done, failure) -> failure == null ? new Removed() : new RemovalFailed(comments, failure));
        return this;
    }

    private void answerRecovered() {
        if (recovered) {
            awaitRecovery.forEach(waiting -> waiting.tell(Done.getInstance()));
            awaitRecovery.clear();
        }
    }

    private void answerPublished() {
        if (recovered && outbox.isEmpty() && !removing) {
            awaitPublished.forEach(waiting -> waiting.tell(Done.getInstance()));
            awaitPublished.clear();
        }
    }

    private void storeFailed(Throwable failure) {
        if (!storeFails) {
            storeFails = true;
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            getContext().getLog().warn("The outbox cannot be read or cleared, retrying: {}", cause.getMessage());
        }
    }

    private void storeAnswers() {
        storeFails = false;
    }

    /** The next instance finds them in the store. */
    private Behavior<BackendMessage> giveBackRoom() {
        room.giveBack(outbox.size() + early.size());
        return this;
    }
}
