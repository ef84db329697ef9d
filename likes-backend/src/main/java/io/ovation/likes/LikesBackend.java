package io.ovation.likes;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import akka.http.javadsl.ServerBinding;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.likes.commit.GroupCommit;
import io.ovation.likes.http.LivePresence;
import io.ovation.likes.http.LiveTopics;
import io.ovation.likes.http.PublisherServer;
import io.ovation.likes.http.Publishing;
import io.ovation.likes.outbox.CommentPublisher;
import io.ovation.likes.outbox.CommentSink;
import io.ovation.likes.outbox.OutboxRoom;
import io.ovation.likes.publish.EventSink;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.store.JdbcLikesStore;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.StoreReads;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Opens the store, then starts what stands on it, then lets publishers in; closes in the opposite order. */
public final class LikesBackend extends AbstractBehavior<LikesBackend.Command> {

    sealed interface Command {}

    private record StoreOpened(LikesStore store) implements Command {}

    private record Recovered(CommitPath path) implements Command {}

    private record Bound(ServerBinding binding, CommitPath path, ActorRef<BackendMessage> requests)
            implements Command {}

    private record StoreFailed(Throwable failure) implements Command {}

    private record BindFailed(Throwable failure, LikesStore store) implements Command {}

    /**
     * Starts a likes backend as a child of {@code context}'s actor. It ends with the actor system, by tasks of
     * coordinated shutdown.
     *
     * @return where publishers connect. Fails with a message of one line for the operator if the store cannot be
     *     opened or the port cannot be bound; nothing is left behind then.
     */
    public static CompletionStage<InetSocketAddress> start(ActorContext<?> context, LikesSettings settings) {
        CompletableFuture<InetSocketAddress> started = new CompletableFuture<>();
        context.spawn(Behaviors.<Command>setup(self -> new LikesBackend(self, settings, started)), "likes-backend");
        return started;
    }

    private final LikesSettings settings;
    private final CompletableFuture<InetSocketAddress> started;
    private final Executor commitExecutor;
    private final Executor readExecutor;
    private final TopicRegion region;

    private LikesBackend(
            ActorContext<Command> context, LikesSettings settings, CompletableFuture<InetSocketAddress> started) {
        super(context);
        ActorSystem<?> system = context.getSystem();
        this.settings = settings;
        this.started = started;
        this.commitExecutor =
                system.dispatchers().lookup(DispatcherSelector.fromConfig("ovation.likes.commit-dispatcher"));
        this.readExecutor = system.dispatchers().lookup(DispatcherSelector.fromConfig("ovation.likes.read-dispatcher"));
        this.region = TopicRegion.connect(system);
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> JdbcLikesStore.open(settings.store()), commitExecutor),
                (store, failure) -> failure == null ? new StoreOpened(store) : new StoreFailed(failure));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(StoreOpened.class, this::onStoreOpened)
                .onMessage(Recovered.class, this::onRecovered)
                .onMessage(Bound.class, this::onBound)
                .onMessage(StoreFailed.class, this::onStoreFailed)
                .onMessage(BindFailed.class, this::onBindFailed)
                .build();
    }

    /** What an earlier process left behind is published first. */
    private Behavior<Command> onStoreOpened(StoreOpened opened) {
        CommitPath path = spawnCommitPath(opened.store());
        ActorRef<Done> recovered = getContext().messageAdapter(Done.class, done -> new Recovered(path));
        path.comments().tell(new CommentPublisher.AwaitRecovery(recovered));
        return this;
    }

    private Behavior<Command> onRecovered(Recovered recovered) {
        CommitPath path = recovered.path();
        StoreReads reads =
                new StoreReads(path.store(), readExecutor, settings.store().waitingReads());
        ActorRef<BackendMessage> requests =
                spawn(BackendRequests.create(reads, path::commit, settings.dataCentre()), "requests");
        Publishing publishing = new Publishing(
                path::commit,
                EventSink.of(region),
                reads,
                LiveTopics.from(region, settings.api().viewersTimeout()),
                LivePresence.from(
                        PresenceRegion.connect(getContext().getSystem(), settings.presence()),
                        settings.api().viewersTimeout()),
                settings.dataCentre());
        getContext()
                .pipeToSelf(
                        PublisherServer.bind(getContext().getSystem(), settings.api(), publishing),
                        (binding, failure) -> failure == null
                                ? new Bound(binding, path, requests)
                                : new BindFailed(failure, path.store()));
        return this;
    }

    private Behavior<Command> onBound(Bound bound) {
        bound.path().closeWithSystem(bound.binding());
        getContext()
                .getSystem()
                .receptionist()
                .tell(Receptionist.register(Services.likesBackends(getContext().getSystem()), bound.requests()));
        started.complete(bound.binding().localAddress());
        return this;
    }

    private Behavior<Command> onStoreFailed(StoreFailed failed) {
        return giveUp(failed.failure());
    }

    private Behavior<Command> onBindFailed(BindFailed failed) {
        commitExecutor.execute(failed.store()::close);
        return giveUp(failed.failure());
    }

    private Behavior<Command> giveUp(Throwable failure) {
        started.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
        return Behaviors.stopped();
    }

    private CommitPath spawnCommitPath(LikesStore store) {
        OutboxRoom room = new OutboxRoom(settings.outbox().limit());
        Metrics.gauge("ovation.likes.comments.under-way", room, OutboxRoom::taken);
        ActorRef<LikesPublisher.Command> likes = spawn(
                LikesPublisher.create(EventSink.of(region), settings.window(), settings.openWindows()),
                "likes-publisher");
        ActorRef<BackendMessage> comments = spawn(
                CommentPublisher.create(CommentSink.of(region), store, commitExecutor, room, settings.outbox()),
                "comment-publisher");
        ActorRef<GroupCommit.Command> groupCommit = spawn(
                GroupCommit.create(
                        store,
                        commitExecutor,
                        settings.queuedWrites(),
                        settings.dataCentre(),
                        room,
                        new GroupCommit.Publishers(likes, comments)),
                "group-commit");
        return new CommitPath(
                getContext().getSystem(), settings, store, commitExecutor, room, groupCommit, likes, comments);
    }

    private <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        return getContext().spawn(Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart()), name);
    }
}
