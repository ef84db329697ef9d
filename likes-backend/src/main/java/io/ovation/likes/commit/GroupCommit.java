package io.ovation.likes.commit;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Commits the writes of many publishers together, one commit at a time, and hands on what was committed. */
public final class GroupCommit extends AbstractBehavior<GroupCommit.Command> {

    /** What the actor understands. */
    public sealed interface Command {}

    /** Keep this, then say what became of it. */
    public record Commit(Write write, ActorRef<Outcome> replyTo) implements Command {}

    /** Take nothing more; answer once everything taken so far is committed or has failed. */
    public record Drain(ActorRef<Done> replyTo) implements Command {}

    private record GroupCommitted(List<Commit> group, CommitGroup content, Committed committed) implements Command {}

    private record GroupFailed(List<Commit> group, Throwable failure) implements Command {}

    /** What became of a write. */
    public enum Outcome {
        /** It is on the disk. */
        COMMITTED,
        /** Too much waits already; nothing was kept. */
        QUEUE_FULL,
        /** The backend is going down; nothing was kept. */
        DRAINING,
        /** The store failed. Most likely nothing was kept, but a connection that broke during a commit hides it. */
        FAILED
    }

    /**
     * @param blocking runs commits, which block
     * @param queueLimit how many likes entries and comments may wait for the commit under way
     */
    public static Behavior<Command> create(
            LikesStore store,
            Executor blocking,
            int queueLimit,
            String dataCentre,
            ActorRef<LikesPublisher.Command> publisher) {
        return Behaviors.setup(context -> new GroupCommit(context, store, blocking, queueLimit, dataCentre, publisher));
    }

    private final LikesStore store;
    private final Executor blocking;
    private final String dataCentre;
    private final ActorRef<LikesPublisher.Command> publisher;
    private final WriteQueue<Commit> queue;
    private final List<ActorRef<Done>> drainers = new ArrayList<>();
    private boolean storeFails;

    private final Timer commits = Metrics.timer("ovation.likes.commit");
    private final DistributionSummary groupSizes = Metrics.summary("ovation.likes.commit.writes");
    private final Counter refused = Metrics.counter("ovation.likes.writes.refused", "reason", "queue-full");
    private final Counter failed = Metrics.counter("ovation.likes.writes.failed", "reason", "store");

    private GroupCommit(
            ActorContext<Command> context,
            LikesStore store,
            Executor blocking,
            int queueLimit,
            String dataCentre,
            ActorRef<LikesPublisher.Command> publisher) {
        super(context);
        this.store = store;
        this.blocking = blocking;
        this.dataCentre = dataCentre;
        this.publisher = publisher;
        this.queue = new WriteQueue<>(queueLimit);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Commit.class, this::onCommit)
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
            refused.increment();
            commit.replyTo().tell(Outcome.QUEUE_FULL);
        }
        return this;
    }

    private Behavior<Command> onDrain(Drain drain) {
        drainers.add(drain.replyTo());
        answerDrainersIfIdle();
        return this;
    }

    private Behavior<Command> onGroupCommitted(GroupCommitted done) {
        publisher.tell(new LikesPublisher.Publish(done.content().events(done.committed(), dataCentre)));
        if (storeFails) {
            storeFails = false;
            getContext().getLog().info("The likes store commits again");
        }
        return commitEnded(done.group(), Outcome.COMMITTED);
    }

    private Behavior<Command> onGroupFailed(GroupFailed failure) {
        failed.increment(failure.group().size());
        if (!storeFails) {
            storeFails = true;
            warn(failure.failure());
        }
        return commitEnded(failure.group(), Outcome.FAILED);
    }

    private void warn(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StoreException) {
            getContext().getLog().warn("Commits fail, publishers are told to retry: {}", cause.getMessage());
        } else {
            getContext().getLog().error("Commits fail for a reason that nobody expected", cause);
        }
    }

    private Behavior<Command> commitEnded(List<Commit> group, Outcome outcome) {
        group.forEach(commit -> commit.replyTo().tell(outcome));
        queue.commitEnded();
        commitNext();
        answerDrainersIfIdle();
        return this;
    }

    private void commitNext() {
        List<Commit> group = queue.startCommit();
        if (group.isEmpty()) {
            return;
        }
        CommitGroup content = new CommitGroup(group.stream().map(Commit::write).toList());
        groupSizes.record(group.size());
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(
                                () -> commits.record(() -> store.commit(content.batch())), blocking),
                        (committed, failure) -> failure == null
                                ? new GroupCommitted(group, content, committed)
                                : new GroupFailed(group, failure));
    }

    private void answerDrainersIfIdle() {
        if (queue.isIdle()) {
            drainers.forEach(drainer -> drainer.tell(Done.getInstance()));
        }
    }
}
