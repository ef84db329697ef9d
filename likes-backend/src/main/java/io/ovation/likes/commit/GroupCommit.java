package io.ovation.likes.commit;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.async.StageFailure;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage.RemoteBusy;
import io.ovation.common.protocol.BackendMessage.RemoteCursor;
import io.ovation.common.protocol.BackendMessage.RemoteReply;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Tracing;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.publish.LogPublisher;
import io.ovation.likes.publish.TopicLikes;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import io.ovation.likes.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Commits the writes of many publishers together, one commit at a time, and hands on what was committed. Behind them,
 * pages of other data centres' logs.
 *
 * <p>Above 250 lines, because everything that is written takes its turn here; what each commit does is decided elsewhere.
 */
public final class GroupCommit extends AbstractBehavior<GroupCommit.Command> {

    /** What the actor understands. */
    public sealed interface Command {}

    /** Where committed likes and entries go. */
    public record Publishers(ActorRef<LikesPublisher.Command> likes, ActorRef<LogPublisher.Command> log) {}

    /** Keep this, then say what became of it. */
    public record Commit(Write write, ActorRef<Outcome> replyTo) implements Command {}

    /** Take this into the topic's log, then say how far the other data centre's log is taken in. */
    public record CommitPage(RemotePage page, ActorRef<RemoteReply> replyTo) implements Command {}

    /** Take nothing more; answer once everything taken so far is committed or has failed. */
    public record Drain(ActorRef<Done> replyTo) implements Command {}

    private record GroupCommitted(CommitQueue.Group<Commit, CommitPage> group, CommitGroup content, Committed committed)
            implements Command {}

    private record GroupFailed(CommitQueue.Group<Commit, CommitPage> group, CommitGroup content, Throwable failure)
            implements Command {}

    /** What became of a write. */
    public enum Outcome {
        /** It is on the disk. */
        COMMITTED,
        /** Its {@code Idempotency-Key} was used for another comment; nothing was kept. */
        KEY_REUSED,
        /** Too much waits already; nothing was kept. */
        QUEUE_FULL,
        /** The backend is going down; nothing was kept. */
        DRAINING,
        /** The store failed. Most likely nothing was kept, but a connection that broke during a commit hides it. */
        FAILED
    }

    /** When a page that found the queue full may come again. */
    private static final long BUSY_MILLIS = 500;

    private static final int DOUBTFUL_TOPICS = 10_000;

    /** @param blocking runs commits, which block */
    public static Behavior<Command> create(
            LikesStore store,
            Executor blocking,
            CommitSettings settings,
            String dataCentre,
            Publishers publishers,
            Tracing tracing) {
        return Behaviors.setup(
                context -> new GroupCommit(context, store, blocking, settings, dataCentre, publishers, tracing));
    }

    private final LikesStore store;
    private final Executor blocking;
    private final String dataCentre;
    private final Publishers publishers;
    private final Tracing tracing;
    private final CommitTrace trace;
    private final CommitQueue<Commit, CommitPage> queue;
    private final DoubtfulTopics doubtful = new DoubtfulTopics(
            DOUBTFUL_TOPICS, Metrics.counter("ovation.likes.log.doubtful.forgotten", "reason", "too-many")::increment);
    private final List<ActorRef<Done>> drainers = new ArrayList<>();
    private final CommitMetrics metrics = new CommitMetrics();
    private boolean storeFails;

    private GroupCommit(
            ActorContext<Command> context,
            LikesStore store,
            Executor blocking,
            CommitSettings settings,
            String dataCentre,
            Publishers publishers,
            Tracing tracing) {
        super(context);
        this.store = store;
        this.blocking = blocking;
        this.dataCentre = dataCentre;
        this.publishers = publishers;
        this.tracing = tracing;
        this.trace = new CommitTrace(tracing);
        this.queue = new CommitQueue<>(settings.queuedWrites(), settings.queuedPages(), LogRange.PAGE_BYTES);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Commit.class, this::onCommit)
                .onMessage(CommitPage.class, this::onCommitPage)
                .onMessage(Drain.class, this::onDrain)
                .onMessage(GroupCommitted.class, this::onGroupCommitted)
                .onMessage(GroupFailed.class, this::onGroupFailed)
                .build();
    }

    private Behavior<Command> onCommit(Commit commit) {
        if (!drainers.isEmpty()) {
            commit.replyTo().tell(Outcome.DRAINING);
        } else if (queue.offer(commit, commit.write().size())) {
            commitNext();
        } else {
            metrics.queueFull.increment();
            commit.replyTo().tell(Outcome.QUEUE_FULL);
        }
        return this;
    }

    private Behavior<Command> onCommitPage(CommitPage commit) {
        RemotePage page = commit.page();
        if (drainers.isEmpty() && queue.offerPage(commit, page.range().bytes())) {
            commitNext();
        } else {
            metrics.pagesBusy.increment();
            RemoteLog log = page.log();
            commit.replyTo().tell(new RemoteBusy(log.topic(), log.dataCentre(), BUSY_MILLIS));
        }
        return this;
    }

    private Behavior<Command> onDrain(Drain drain) {
        drainers.add(drain.replyTo());
        answerDrainersIfIdle();
        return this;
    }

    private Behavior<Command> onGroupCommitted(GroupCommitted done) {
        doubtful.clear();
        publish(done);
        done.group().pages().forEach(page -> answer(page, done.committed()));
        if (storeFails) {
            storeFails = false;
            getContext().getLog().info("The likes store commits again");
        }
        return commitEnded(done.group().writes(), write -> outcome(write, done.committed()));
    }

    private Outcome outcome(Write write, Committed committed) {
        if (Collections.disjoint(write.entries(), committed.reused())) {
            return Outcome.COMMITTED;
        }
        metrics.keyReused.increment();
        return Outcome.KEY_REUSED;
    }

    private void publish(GroupCommitted done) {
        Committed committed = done.committed();
        trace.committed(done.content(), committed);
        List<TopicLikes> likes = done.content().events(committed, dataCentre);
        if (!likes.isEmpty()) {
            publishers.likes().tell(new LikesPublisher.Publish(likes));
        }
        if (!committed.logged().isEmpty() || !committed.told().isEmpty()) {
            publishers.log().tell(new LogPublisher.Publish(committed.logged(), committed.told()));
        }
    }

    /** One whose page the database refused has to wait in vain, and tries again. */
    private void answer(CommitPage commit, Committed committed) {
        RemotePage page = commit.page();
        RemoteLog log = page.log();
        Mark cursor = committed.cursors().get(log);
        if (cursor == null) {
            metrics.pagesFailed.increment();
            return;
        }
        if (cursor.position() >= page.range().through().position()) {
            metrics.pagesTaken.increment();
            metrics.taken(page, Instant.now());
        } else {
            metrics.pagesUnfit.increment();
        }
        commit.replyTo().tell(new RemoteCursor(log.topic(), log.dataCentre(), cursor));
    }

    private Behavior<Command> onGroupFailed(GroupFailed failure) {
        doubtful.add(failure.content().topics());
        metrics.failed.increment(failure.group().writes().size());
        metrics.pagesFailed.increment(failure.group().pages().size());
        if (!storeFails) {
            storeFails = true;
            warn(failure.failure());
        }
        return commitEnded(failure.group().writes(), write -> Outcome.FAILED);
    }

    private void warn(Throwable failure) {
        Throwable cause = StageFailure.unwrap(failure);
        if (cause instanceof StoreException) {
            getContext().getLog().warn("Commits fail, publishers are told to retry: {}", cause.getMessage());
        } else {
            getContext().getLog().error("Commits fail for a reason that nobody expected", cause);
        }
    }

    private Behavior<Command> commitEnded(List<Commit> commits, Function<Write, Outcome> outcome) {
        commits.forEach(commit -> commit.replyTo().tell(outcome.apply(commit.write())));
        queue.commitEnded();
        commitNext();
        answerDrainersIfIdle();
        return this;
    }

    private void commitNext() {
        queue.startCommit().ifPresent(this::commit);
    }

    private void commit(CommitQueue.Group<Commit, CommitPage> group) {
        CommitGroup content = new CommitGroup(
                group.writes().stream().map(Commit::write).toList(),
                group.pages().stream().map(CommitPage::page).toList());
        Batch batch = content.batch(doubtful.all());
        metrics.groupSizes.record(group.writes().size());
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(() -> metrics.commits.record(() -> commit(batch)), blocking),
                        (committed, failure) -> failure == null
                                ? new GroupCommitted(group, content, committed)
                                : new GroupFailed(group, content, failure));
    }

    /** Blocks. */
    private Committed commit(Batch batch) {
        Drill drill = tracing.drill();
        if (drill.isAt(Stage.COMMITTED)) {
            LockSupport.parkNanos(drill.delay().toNanos());
        }
        return store.commit(batch);
    }

    private void answerDrainersIfIdle() {
        if (queue.isIdle()) {
            drainers.forEach(drainer -> drainer.tell(Done.getInstance()));
        }
    }
}
