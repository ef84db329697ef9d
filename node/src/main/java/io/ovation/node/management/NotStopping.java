package io.ovation.node.management;

import akka.actor.ActorSystem;
import akka.actor.CoordinatedShutdown;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Readiness check: a node that is told to stop is not ready from that moment on, long before it leaves the cluster, so
 * that load balancers send nobody to it while its viewers drain.
 */
public final class NotStopping implements Supplier<CompletionStage<Boolean>> {

    private final CoordinatedShutdown shutdown;

    /** Called by Akka Management, which knows this class by its name in {@code application.conf}. */
    public NotStopping(ActorSystem system) {
        this.shutdown = CoordinatedShutdown.get(system);
    }

    @Override
    public CompletionStage<Boolean> get() {
        return CompletableFuture.completedFuture(shutdown.getShutdownReason().isEmpty());
    }
}
