package io.ovation.likes.commit;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.likes.outbox.CommentPublisher;
import io.ovation.likes.outbox.OutboxRoom;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.publish.TopicLikes;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.NewComment;
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

    /** Where committed likes and comments go. */
    public record Publishers(ActorRef<LikesPublisher.Command> likes, ActorRef<BackendMessage> comments) {}

    /** Keep this, then say what became of it. */
    public record Commit(Write write, ActorRef<Outcome> replyTo) implements Command {}

    /** Take nothing more; answer once everything taken so far is committed or has failed. */
    public record Drain(ActorRef<Done> replyTo) implements Command {}

    private record GroupCommitted(List<Commit> group, CommitGroup content, Committed committed) implements Command {}

    private record GroupFailed(List<Commit> group, CommitGroup content, Throwable failure) implements Command {}

    /** What became of a write. */
    public enum Outcome {
        /** It is on the disk. */
        COMMITTED,
        /** Too much waits already; nothing was kept. */
        QUEUE_FULL,
        /** Too many comments are not acknowledged yet; nothing was kept. */
        OUTBOX_FULL,
        /** The backend is going down; nothing was kept. */
        DRAINING,
        /** The store failed. Most likely nothing was kept, but a connection that broke during a commit hides it. */
        FAILED
    }

    /**
     * @param blocking runs commits, which block
     * @param queueLimit how many likes entries and comments may wait for the commit under way
     * @param room for comments that are to be published
     */
    public static Behavior<Command> create(
            LikesStore store,
            Executor blocking,
            int queueLimit,
            String dataCentre,
            OutboxRoom room,
            Publishers publishers) {
        return Behaviors.setup(
                context -> new GroupCommit(context, store, blocking, queueLimit, dataCentre, room, publishers));
    }

    private final LikesStore store;
    private final Executor blocking;
    private final String dataCentre;
    private final OutboxRoom room;
    private final Publishers publishers;
    private final WriteQueue<Commit> queue;
    private final List<ActorRef<Done>> drainers = new ArrayList<>();
    private boolean storeFails;

    private final Timer commits = Metrics.timer("ovation.likes.commit");
    private final DistributionSummary groupSizes = Metrics.summary("ovation.likes.commit.writes");
    private final Counter queueFull = Metrics.counter("ovation.likes.writes.refused", "reason", "queue-full");
    private final Counter outboxFull = Metrics.counter("ovation.likes.writes.refused", "reason", "outbox-full");
    private final Counter failed = Metrics.counter("ovation.likes.writes.failed", "reason", "store");

    private GroupCommit(
            ActorContext<Command> context,
            LikesStore store,
            Executor blocking,
            int queueLimit,
            String dataCentre,
            OutboxRoom room,
            Publishers publishers) {
        super(context);
        this.store = store;
        this.blocking = blocking;
        this.dataCentre = dataCentre;
        this.room = room;
        this.publishers = publishers;
        this.queue = new WriteQueue<>(queueLimit);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Commit.class, this::onCommit)
                .onMessage(Drain.class, this::onDrain)
                .onMessage(GroupCommitted.class, this::onGroupCommitted)
                .onMessage(GroupFailed.class, this::onGroupFailed)
                .onSignal(PreRestart.class, restart -> giveBackRoom())
                .build();
    }

    private Behavior<Command> onCommit(Commit commit) {
        Write write = commit.write();
        if (!drainers.isEmpty()) {
            commit.replyTo().tell(Outcome.DRAINING);
        } else if (!room.tryTake(write.toPublish())) {
            outboxFull.increment();
            commit.replyTo().tell(Outcome.OUTBOX_FULL);
        } else if (queue.offer(commit, write.size())) {
            commitNext();
        } else {
            room.giveBack(write.toPublish());
            queueFull.increment();
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
        publish(done);
        if (storeFails) {
            storeFails = false;
            getContext().getLog().info("The likes store commits again");
            // A commit that failed for us may have succeeded for the store.
            publishers.comments().tell(new CommentPublisher.CheckStore());
        }
        return commitEnded(done.group(), Outcome.COMMITTED);
    }

    private void publish(GroupCommitted done) {
        List<TopicLikes> likes = done.content().likes(done.committed(), dataCentre);
        if (!likes.isEmpty()) {
            publishers.likes().tell(new LikesPublisher.Publish(likes));
        }
        List<NewComment> comments =
                done.committed().comments().stream().filter(NewComment::ours).toList();
        room.giveBack(done.content().toPublish() - comments.size());
        if (!comments.isEmpty()) {
            publishers.comments().tell(new CommentPublisher.Publish(comments));
        }
    }

    private Behavior<Command> onGroupFailed(GroupFailed failure) {
        room.giveBack(failure.content().toPublish());
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
                                : new GroupFailed(group, content, failure));
    }

    /** The writes that wait are lost with this instance; nobody was told that they were kept. */
    private Behavior<Command> giveBackRoom() {
        queue.waiting().forEach(commit -> room.giveBack(commit.write().toPublish()));
        return this;
    }

    private void answerDrainersIfIdle() {
        if (queue.isIdle()) {
            drainers.forEach(drainer -> drainer.tell(Done.getInstance()));
        }
    }
}
