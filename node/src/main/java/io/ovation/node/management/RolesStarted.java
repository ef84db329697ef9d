package io.ovation.node.management;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A part of readiness: with Cluster Bootstrap the management port opens first, and nobody is to be sent to a node that
 * is in the cluster and does not listen yet.
 */
public final class RolesStarted implements Supplier<CompletionStage<Boolean>> {

    private final Startup startup;

    /** Called by Akka Management, which knows this class by its name in {@code application.conf}. */
    public RolesStarted(ActorSystem system) {
        startup = Startup.of(Adapter.toTyped(system));
    }

    @Override
    public CompletionStage<Boolean> get() {
        return CompletableFuture.completedFuture(startup.isComplete());
    }
}
