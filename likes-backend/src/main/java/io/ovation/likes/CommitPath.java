package io.ovation.likes;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import io.ovation.likes.commit.GroupCommit;
import io.ovation.likes.commit.Write;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.store.LikesStore;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a write: into the group commit, into the store, out through the publisher. Ends in that order too. */
record CommitPath(
        ActorSystem<?> system,
        LikesSettings settings,
        LikesStore store,
        Executor blocking,
        ActorRef<GroupCommit.Command> groupCommit,
        ActorRef<LikesPublisher.Command> publisher) {

    private static final Logger LOG = LoggerFactory.getLogger(CommitPath.class);

    CompletionStage<GroupCommit.Outcome> commit(Write write) {
        Duration timeout = settings.api().commitTimeout();
        return AskPattern.ask(
                groupCommit, replyTo -> new GroupCommit.Commit(write, replyTo), timeout, system.scheduler());
    }

    /** Once HTTP has ended, and before the node leaves the cluster, so that what was committed is published too. */
    void closeWithSystem() {
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseServiceStop(), "drain-likes-backend", this::close);
    }

    private CompletionStage<Done> close() {
        Duration timeout = settings.drainTimeout();
        return AskPattern.<GroupCommit.Command, Done>ask(
                        groupCommit, GroupCommit.Drain::new, timeout, system.scheduler())
                .thenCompose(drained -> AskPattern.<LikesPublisher.Command, Done>ask(
                        publisher, LikesPublisher.Flush::new, timeout, system.scheduler()))
                .handleAsync(
                        (flushed, failure) -> {
                            if (failure != null) {
                                LOG.warn("Writes under way were not finished within {}", timeout);
                            }
                            store.close();
                            return Done.getInstance();
                        },
                        blocking);
    }
}
