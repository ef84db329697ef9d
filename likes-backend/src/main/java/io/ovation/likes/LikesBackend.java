package io.ovation.likes;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import io.ovation.access.AccessControl;
import io.ovation.common.async.StageFailure;
import io.ovation.common.memory.BoundedMailbox;
import io.ovation.common.node.KnownTopics;
import io.ovation.common.node.NodeTracing;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.trace.Tracing;
import io.ovation.edge.route.RoutePort;
import io.ovation.likes.commit.GroupCommit;
import io.ovation.likes.http.PublisherPort;
import io.ovation.likes.http.Publishing;
import io.ovation.likes.http.view.LivePresence;
import io.ovation.likes.http.view.LiveTopics;
import io.ovation.likes.log.LogReader;
import io.ovation.likes.log.LogRequests;
import io.ovation.likes.publish.EventSink;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.publish.LogPublisher;
import io.ovation.likes.publish.LogSink;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.StoreReads;
import io.ovation.likes.store.jdbc.JdbcLikesStore;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import scala.concurrent.ExecutionContextExecutor;

/** Opens the store, then starts what stands on it, then lets publishers in; closes in the opposite order. */
public final class LikesBackend extends AbstractBehavior<LikesBackend.Command> {

    sealed interface Command {}

    private record StoreOpened(LikesStore store) implements Command {}

    private record FormerTold(Parts parts) implements Command {}

    private record Bound(RoutePort port, Parts parts) implements Command {}

    private record StoreNotOpened(Throwable failure) implements Command {}

    private record StartFailed(Throwable failure, LikesStore store) implements Command {}

    /** What stands on the store. */
    private record Parts(
            CommitPath path, StoreReads reads, ActorRef<BackendMessage> logReader, StoredRevocations revocations) {}

    /**
     * Starts a likes backend as a child of {@code context}'s actor. It ends with the actor system, by tasks of
     * coordinated shutdown.
     *
     * @param access tells who publishes
     * @return where publishers connect. Fails with a message of one line for the operator if the store cannot be
     *     opened or the port cannot be bound; nothing is left behind then.
     */
    public static CompletionStage<InetSocketAddress> start(
            ActorContext<?> context, LikesSettings settings, AccessControl access) {
        CompletableFuture<InetSocketAddress> started = new CompletableFuture<>();
        context.spawn(
                Behaviors.<Command>setup(self -> new LikesBackend(self, settings, access, started)), "likes-backend");
        return started;
    }

    private final LikesSettings settings;
    private final AccessControl access;
    private final CompletableFuture<InetSocketAddress> started;
    private final ExecutionContextExecutor commitExecutor;
    private final Executor readExecutor;
    private final TopicRegion region;
    private final Tracing tracing;

    private LikesBackend(
            ActorContext<Command> context,
            LikesSettings settings,
            AccessControl access,
            CompletableFuture<InetSocketAddress> started) {
        super(context);
        ActorSystem<?> system = context.getSystem();
        this.settings = settings;
        this.access = access;
        this.started = started;
        this.commitExecutor =
                system.dispatchers().lookup(DispatcherSelector.fromConfig("ovation.likes.commit-dispatcher"));
        this.readExecutor = system.dispatchers().lookup(DispatcherSelector.fromConfig("ovation.likes.read-dispatcher"));
        this.region = TopicRegion.connect(system);
        this.tracing = NodeTracing.of(system);
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> JdbcLikesStore.open(settings.store()), commitExecutor),
                (store, failure) -> failure == null ? new StoreOpened(store) : new StoreNotOpened(failure));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(StoreOpened.class, this::onStoreOpened)
                .onMessage(FormerTold.class, this::onFormerTold)
                .onMessage(Bound.class, this::onBound)
                .onMessage(StoreNotOpened.class, this::onStoreNotOpened)
                .onMessage(StartFailed.class, this::onStartFailed)
                .build();
    }

    /** What the version before has left unpublished is told of first. */
    private Behavior<Command> onStoreOpened(StoreOpened opened) {
        LikesStore store = opened.store();
        Parts parts = spawnParts(store);
        ActorRef<LogPublisher.Command> log = parts.path().log();
        Runnable tell = () -> {
            store.tellUnpublished(marks -> log.tell(new LogPublisher.Publish(List.of(), marks)));
            if (!access.isOpen()) {
                parts.revocations().begin();
            }
        };
        getContext()
                .pipeToSelf(
                        CompletableFuture.runAsync(tell, commitExecutor),
                        (done, failure) -> failure == null ? new FormerTold(parts) : new StartFailed(failure, store));
        return this;
    }

    private Behavior<Command> onFormerTold(FormerTold told) {
        Parts parts = told.parts();
        Publishing publishing = new Publishing(
                parts.path()::commit,
                EventSink.of(region, tracing),
                parts.reads(),
                LiveTopics.from(region, settings.api().viewersTimeout()),
                LivePresence.from(
                        PresenceRegion.connect(getContext().getSystem(), settings.presence()),
                        settings.api().viewersTimeout()),
                settings.dataCentre(),
                access,
                parts.revocations()::revoke,
                tracing);
        getContext()
                .pipeToSelf(
                        PublisherPort.bind(getContext().getSystem(), settings.api(), publishing),
                        (port, failure) -> failure == null
                                ? new Bound(port, parts)
                                : new StartFailed(failure, parts.path().store()));
        return this;
    }

    private Behavior<Command> onBound(Bound bound) {
        Parts parts = bound.parts();
        CommitPath path = parts.path();
        path.closeWithSystem(bound.port());
        ActorRef<BackendMessage> requests = spawn(
                LogRequests.create(parts.logReader(), path.groupCommit(), path.store(), commitExecutor),
                "log-requests",
                MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        getContext()
                .getSystem()
                .receptionist()
                .tell(Receptionist.register(Services.likesBackends(getContext().getSystem()), requests));
        if (!access.isOpen()) {
            parts.revocations().goOn(getContext().getSystem().scheduler());
        }
        started.complete(bound.port().address());
        return this;
    }

    private Behavior<Command> onStoreNotOpened(StoreNotOpened failed) {
        return giveUp(failed.failure());
    }

    private Behavior<Command> onStartFailed(StartFailed failed) {
        commitExecutor.execute(failed.store()::close);
        return giveUp(failed.failure());
    }

    private Behavior<Command> giveUp(Throwable failure) {
        started.completeExceptionally(StageFailure.unwrap(failure));
        return Behaviors.stopped();
    }

    private Parts spawnParts(LikesStore store) {
        StoreReads reads = new StoreReads(
                store,
                readExecutor,
                settings.store().waitingReads(),
                settings.store().timeout());
        KnownTopics.of(getContext().getSystem())
                .backendTells((topic, comments) ->
                        reads.read(kept -> Optional.of(KnownTopic.of(kept, settings.dataCentre(), topic, comments))));
        ActorRef<BackendMessage> reader = spawn(
                LogReader.create(reads, settings.log(), settings.dataCentre()),
                "log-reader",
                MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        ActorRef<LikesPublisher.Command> likes = spawn(
                LikesPublisher.create(
                        EventSink.of(region, tracing), settings.window(), settings.openWindows(), tracing),
                "likes-publisher",
                Props.empty());
        ActorRef<LogPublisher.Command> log = spawn(
                LogPublisher.create(
                        LogSink.of(region, tracing),
                        reader.narrow(),
                        settings.log().tails()),
                "log-publisher",
                MailboxSelector.fromConfig(LogPublisher.MAILBOX));
        ActorRef<GroupCommit.Command> groupCommit = spawn(
                GroupCommit.create(
                        store,
                        commitExecutor,
                        settings.commit(),
                        settings.dataCentre(),
                        new GroupCommit.Publishers(likes, log),
                        tracing),
                "group-commit",
                Props.empty());
        CommitPath path =
                new CommitPath(getContext().getSystem(), settings, store, commitExecutor, groupCommit, likes, log);
        StoredRevocations revocations =
                new StoredRevocations(store, access.revocations(), commitExecutor, InstantSource.system());
        return new Parts(path, reads, reader, revocations);
    }

    private <T> ActorRef<T> spawn(Behavior<T> behavior, String name, Props props) {
        return getContext().spawn(Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart()), name, props);
    }
}
