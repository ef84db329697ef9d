package io.ovation.access.revocation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.memory.BoundedMailbox;
import io.ovation.common.protocol.RevocationMessage;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a node does with revocations: keeps them, and tells other nodes. */
public interface RevocationKeeping {

    /** Those that hold here. */
    CurrentRevocations current();

    /** @return whether every node of the cluster has confirmed it; else the others will hear of it soon */
    CompletionStage<Boolean> spread(Revocation revocation);

    /** Of a node without others. */
    static RevocationKeeping alone(InstantSource clock) {
        CurrentRevocations current = new CurrentRevocations(clock);
        current.setKnown();
        return new RevocationKeeping() {
            @Override
            public CurrentRevocations current() {
                return current;
            }

            @Override
            public CompletionStage<Boolean> spread(Revocation revocation) {
                current.add(List.of(revocation));
                return CompletableFuture.completedStage(true);
            }
        };
    }

    /** Of a node of a cluster: begins to ask the others, and lets nobody in until they have answered. */
    static RevocationKeeping ofNode(ActorContext<?> context, InstantSource clock) {
        CurrentRevocations current = new CurrentRevocations(clock);
        Gauge.builder("ovation.access.revocations", current, held -> held.get().size())
                .strongReference(true)
                .register(Metrics.globalRegistry);
        ActorSystem<?> system = context.getSystem();
        ActorRef<RevocationMessage> keeper = context.spawn(
                RevocationKeeper.create(current), "revocations", MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        Duration patience = RevocationKeeper.PATIENCE.multipliedBy(2);
        return new RevocationKeeping() {
            @Override
            public CurrentRevocations current() {
                return current;
            }

            @Override
            public CompletionStage<Boolean> spread(Revocation revocation) {
                // Here at once, whatever becomes of the keeper; then the others hear of it when they ask.
                current.add(List.of(revocation));
                return SameThreadStage.of(AskPattern.<RevocationMessage, RevocationKeeper.Spreading>ask(
                                keeper,
                                replyTo -> new RevocationKeeper.Spread(List.of(revocation), replyTo),
                                patience,
                                system.scheduler()))
                        .thenApply(RevocationKeeper.Spreading::everywhere)
                        .exceptionally(late -> false);
            }
        };
    }
}
