package io.ovation.likes.log;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.likes.commit.GroupCommit;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The actor that other nodes know as a likes backend. Has pages of other data centres' logs committed, and passes
 * questions on to {@link LogReader}.
 */
public final class LogRequests extends AbstractBehavior<BackendMessage> {

    private record Realigned(
            BackendMessage.RealignRemote request, @Nullable Mark cursor) implements BackendMessage {}

    private static final int MOST_REALIGNED_AT_ONCE = 64;
    private static final long BUSY_MILLIS = 500;

    /** @param blocking runs what changes the store, one at a time with its commits */
    public static Behavior<BackendMessage> create(
            ActorRef<BackendMessage> reader,
            ActorRef<GroupCommit.Command> commits,
            LikesStore store,
            Executor blocking) {
        return Behaviors.setup(context -> new LogRequests(context, reader, commits, store, blocking));
    }

    private final ActorRef<BackendMessage> reader;
    private final ActorRef<GroupCommit.Command> commits;
    private final LikesStore store;
    private final Executor blocking;
    private int realigning;

    private final Counter realigned = realignments("done");
    private final Counter busy = realignments("busy");
    private final Counter failed = realignments("failed");

    private LogRequests(
            ActorContext<BackendMessage> context,
            ActorRef<BackendMessage> reader,
            ActorRef<GroupCommit.Command> commits,
            LikesStore store,
            Executor blocking) {
        super(context);
        this.reader = reader;
        this.commits = commits;
        this.store = store;
        this.blocking = blocking;
    }

    @Override
    public Receive<BackendMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(BackendMessage.CommitRemote.class, this::onCommitRemote)
                .onMessage(BackendMessage.RealignRemote.class, this::onRealignRemote)
                .onMessage(Realigned.class, this::onRealigned)
                .onAnyMessage(this::onQuestion)
                .build();
    }

    private Behavior<BackendMessage> onCommitRemote(BackendMessage.CommitRemote commit) {
        RemoteLog log = new RemoteLog(commit.topic(), commit.dataCentre());
        commits.tell(new GroupCommit.CommitPage(new RemotePage(log, commit.range(), commit.gap()), commit.replyTo()));
        return this;
    }

    private Behavior<BackendMessage> onRealignRemote(BackendMessage.RealignRemote realign) {
        if (realigning == MOST_REALIGNED_AT_ONCE) {
            busy.increment();
            realign.replyTo().tell(new BackendMessage.RemoteBusy(realign.topic(), realign.dataCentre(), BUSY_MILLIS));
            return this;
        }
        realigning++;
        RemoteLog log = new RemoteLog(realign.topic(), realign.dataCentre());
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(() -> store.realign(log, realign.places()), blocking),
                        (cursor, failure) -> new Realigned(realign, cursor));
        return this;
    }

    /** Not answered if it failed: whoever asked tries again. */
    private Behavior<BackendMessage> onRealigned(Realigned done) {
        realigning = Math.max(0, realigning - 1);
        BackendMessage.RealignRemote request = done.request();
        if (done.cursor() == null) {
            failed.increment();
        } else {
            realigned.increment();
            request.replyTo()
                    .tell(new BackendMessage.RemoteCursor(request.topic(), request.dataCentre(), done.cursor()));
        }
        return this;
    }

    private Behavior<BackendMessage> onQuestion(BackendMessage question) {
        reader.tell(question);
        return this;
    }

    private static Counter realignments(String outcome) {
        return Metrics.counter("ovation.likes.log.remote.realignments", "outcome", outcome);
    }
}
