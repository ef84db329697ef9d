package io.ovation.likes.outbox;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.NewComment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Keeps the store's outbox: looks there at once and then from time to time for comments that this backend has to
 * publish, and removes those that it has published. Tries again what fails.
 */
final class OutboxKeeper extends AbstractBehavior<OutboxKeeper.Command> {

    sealed interface Command {}

    /** Look now for comments of this backend, however young. */
    record Check() implements Command {}

    /** These may be removed. */
    record Published(List<String> comments) implements Command {}

    /** Answer once everything that is published is removed. */
    record AwaitRemoved(ActorRef<Done> replyTo) implements Command {}

    private record Claimed(List<NewComment> comments) implements Command {}

    private record ClaimFailed(Throwable failure) implements Command {}

    private record Removed() implements Command {}

    private record RemovalFailed(Throwable failure) implements Command {}

    private enum Timer implements Command {
        CLAIM,
        REMOVE
    }

    /** What was found; may hold what is being published already, but nothing that is known to be published. */
    record Unpublished(List<NewComment> comments) {}

    /** @param blocking runs what the store is asked, one at a time with its commits */
    static Behavior<Command> create(
            LikesStore store, Executor blocking, OutboxSettings settings, ActorRef<Unpublished> publisher) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new OutboxKeeper(context, timers, store, blocking, settings, publisher)));
    }

    private final TimerScheduler<Command> timers;
    private final LikesStore store;
    private final Executor blocking;
    private final OutboxSettings settings;
    private final ActorRef<Unpublished> publisher;
    private final List<ActorRef<Done>> awaitRemoved = new ArrayList<>();
    private List<String> published = new ArrayList<>();
    private List<String> removing = List.of();
    private Duration ownAge = Duration.ZERO;
    private boolean storeFails;

    private OutboxKeeper(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            LikesStore store,
            Executor blocking,
            OutboxSettings settings,
            ActorRef<Unpublished> publisher) {
        super(context);
        this.timers = timers;
        this.store = store;
        this.blocking = blocking;
        this.settings = settings;
        this.publisher = publisher;
        claim();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Check.class, this::onCheck)
                .onMessage(Published.class, this::onPublished)
                .onMessage(AwaitRemoved.class, this::onAwaitRemoved)
                .onMessage(Claimed.class, this::onClaimed)
                .onMessage(ClaimFailed.class, this::onClaimFailed)
                .onMessage(Removed.class, this::onRemoved)
                .onMessage(RemovalFailed.class, this::onRemovalFailed)
                .onMessageEquals(Timer.CLAIM, this::claim)
                .onMessageEquals(Timer.REMOVE, this::remove)
                .build();
    }

    private Behavior<Command> onCheck(Check check) {
        ownAge = Duration.ZERO;
        return claim();
    }

    private Behavior<Command> onPublished(Published news) {
        published.addAll(news.comments());
        removeSoon();
        return this;
    }

    private Behavior<Command> onAwaitRemoved(AwaitRemoved await) {
        awaitRemoved.add(await.replyTo());
        removeSoon();
        return this;
    }

    private Behavior<Command> onClaimed(Claimed claimed) {
        storeFails = false;
        Set<String> done = new HashSet<>(published);
        done.addAll(removing);
        publisher.tell(new Unpublished(claimed.comments().stream()
                .filter(comment -> !done.contains(comment.comment().id()))
                .toList()));
        ownAge = settings.confirmAfter();
        timers.startSingleTimer(Timer.CLAIM, settings.checkEvery());
        return this;
    }

    private Behavior<Command> onClaimFailed(ClaimFailed failed) {
        warnOnce(failed.failure());
        timers.startSingleTimer(Timer.CLAIM, settings.removeAfter());
        return this;
    }

    private Behavior<Command> onRemoved(Removed removed) {
        storeFails = false;
        removing = List.of();
        removeSoon();
        return this;
    }

    /** What waits stays bounded, because a store that removes nothing commits nothing either. */
    private Behavior<Command> onRemovalFailed(RemovalFailed failed) {
        warnOnce(failed.failure());
        published.addAll(removing);
        removing = List.of();
        timers.startSingleTimer(Timer.REMOVE, settings.removeAfter());
        return this;
    }

    private Behavior<Command> claim() {
        Duration own = ownAge;
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(
                                () -> store.claimUnpublished(own, settings.takeOverAfter(), settings.limit()),
                                blocking),
                        (comments, failure) -> failure == null ? new Claimed(comments) : new ClaimFailed(failure));
        return this;
    }

    private void removeSoon() {
        if (!removing.isEmpty()) {
            return;
        }
        if (published.isEmpty()) {
            awaitRemoved.forEach(waiting -> waiting.tell(Done.getInstance()));
            awaitRemoved.clear();
        } else if (!awaitRemoved.isEmpty()) {
            remove();
        } else if (!timers.isTimerActive(Timer.REMOVE)) {
            timers.startSingleTimer(Timer.REMOVE, settings.removeAfter());
        }
    }

    private Behavior<Command> remove() {
        if (!removing.isEmpty() || published.isEmpty()) {
            return this;
        }
        List<String> comments = published;
        published = new ArrayList<>();
        removing = comments;
        getContext()
                .pipeToSelf(
                        CompletableFuture.runAsync(() -> store.removePublished(comments), blocking),
                        (done, failure) -> failure == null ? new Removed() : new RemovalFailed(failure));
        return this;
    }

    private void warnOnce(Throwable failure) {
        if (!storeFails) {
            storeFails = true;
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            getContext().getLog().warn("The outbox cannot be read or cleared, retrying: {}", cause.getMessage());
        }
    }
}
