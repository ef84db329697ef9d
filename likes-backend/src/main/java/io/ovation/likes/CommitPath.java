package io.ovation.likes;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import io.ovation.common.async.SameThreadStage;
import io.ovation.edge.route.RoutePort;
import io.ovation.likes.commit.GroupCommit;
import io.ovation.likes.commit.Write;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.publish.LogPublisher;
import io.ovation.likes.store.LikesStore;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The path of a write: through the group commit into the store, then to the publishers. Shuts down in that order too.
 */
record CommitPath(
        ActorSystem<?> system,
        LikesSettings settings,
        LikesStore store,
        Executor blocking,
        ActorRef<GroupCommit.Command> groupCommit,
        ActorRef<LikesPublisher.Command> likes,
        ActorRef<LogPublisher.Command> log) {

    private static final Logger LOG = LoggerFactory.getLogger(CommitPath.class);

    CompletionStage<GroupCommit.Outcome> commit(Write write) {
        Duration timeout = settings.api().commitTimeout();
        return SameThreadStage.of(AskPattern.ask(
                groupCommit, replyTo -> new GroupCommit.Commit(write, replyTo), timeout, system.scheduler()));
    }

    /**
     * Takes no more writes from the moment the node is told to stop, and publishes what was committed. HTTP answers
     * until nobody else needs the node, with 503: a refused connection would tell publishers less.
     */
    void closeWithSystem(RoutePort port) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "finish-writes", this::finishWrites);
        shutdown.addTask(CoordinatedShutdown.PhaseServiceStop(), "close-likes-backend", () -> close(port));
    }

    private CompletionStage<Done> finishWrites() {
        Deadline deadline = Deadline.in(settings.drainTimeout());
        return SameThreadStage.of(AskPattern.<GroupCommit.Command, Done>ask(
                        groupCommit, GroupCommit.Drain::new, deadline.remaining(), system.scheduler()))
                .thenCompose(drained -> AskPattern.<LikesPublisher.Command, Done>ask(
                        likes, LikesPublisher.Flush::new, deadline.remaining(), system.scheduler()))
                .thenCompose(flushed -> AskPattern.<LogPublisher.Command, Done>ask(
                        log, LogPublisher.Flush::new, deadline.remaining(), system.scheduler()))
                .exceptionally(failure -> {
                    LOG.warn("Not everything was committed and published within {}", settings.drainTimeout());
                    return Done.getInstance();
                });
    }

    private CompletionStage<Done> close(RoutePort port) {
        return port.terminate(settings.drainTimeout())
                .handleAsync(
                        (terminated, failure) -> {
                            store.close();
                            return Done.getInstance();
                        },
                        blocking);
    }

    /** A moment until which several steps have to be done. */
    private record Deadline(long endNanos) {

        static Deadline in(Duration duration) {
            return new Deadline(System.nanoTime() + duration.toNanos());
        }

        Duration remaining() {
            return Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
        }
    }
}
