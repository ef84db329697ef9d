package io.ovation.dispatcher;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.ovation.common.protocol.Role;
import io.ovation.dispatcher.kv.KeyValueStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Readiness of the store of subscriptions and presence, for Akka Management, which creates it. A node that also serves viewers or
 * publishers stays ready without its store: it serves them all the same, and whoever balances their load over ready
 * nodes would have none left.
 */
public final class KeyValueStoreCheck implements Supplier<CompletionStage<Boolean>> {

    private final akka.actor.typed.ActorSystem<?> system;

    public KeyValueStoreCheck(ActorSystem system) {
        this.system = Adapter.toTyped(system);
    }

    /** Fails with the reason: Akka Management tells that to whoever asks. */
    @Override
    public CompletionStage<Boolean> get() {
        Optional<String> trouble = servesClients()
                ? Optional.empty()
                : StoreOfNode.get(system).find().flatMap(KeyValueStore::trouble);
        return trouble.<CompletionStage<Boolean>>map(
                        reason -> CompletableFuture.failedFuture(new IllegalStateException(reason)))
                .orElseGet(() -> CompletableFuture.completedFuture(true));
    }

    private boolean servesClients() {
        Member self = Cluster.get(system).selfMember();
        return self.hasRole(Role.FRONTEND.label()) || self.hasRole(Role.LIKES_BACKEND.label());
    }
}
