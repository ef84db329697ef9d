package io.ovation.node.management;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.protocol.Role;
import io.ovation.common.protocol.Services;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Readiness of a new frontend or dispatcher, for Akka Management, which creates it: not before this node has heard of a
 * likes backend, or the first viewer of a topic would get its totals and comments late. Only the first time counts: a
 * node that lost all backends later still delivers, and is to keep its viewers.
 */
public final class LikesBackendCheck implements Supplier<CompletionStage<Boolean>> {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final akka.actor.typed.ActorSystem<?> system;
    private volatile boolean known;

    public LikesBackendCheck(ActorSystem system) {
        this.system = Adapter.toTyped(system);
    }

    /** Fails with the reason: Akka Management tells that to whoever asks. */
    @Override
    public CompletionStage<Boolean> get() {
        if (known || !needsBackend()) {
            return CompletableFuture.completedFuture(true);
        }
        return SameThreadStage.of(AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                        system.receptionist(),
                        replyTo -> Receptionist.find(Services.likesBackends(system), replyTo),
                        PATIENCE,
                        system.scheduler()))
                .thenApply(listing -> {
                    if (listing.getServiceInstances(Services.likesBackends(system))
                            .isEmpty()) {
                        throw new IllegalStateException("no likes backend has joined the cluster yet");
                    }
                    known = true;
                    return true;
                });
    }

    private boolean needsBackend() {
        Member self = Cluster.get(system).selfMember();
        return self.hasRole(Role.FRONTEND.label()) || self.hasRole(Role.DISPATCHER.label());
    }
}
