package io.ovation.access.revocation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.protocol.RevocationMessage;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a node does with revocations: keeps them, and tells other nodes. */
public interface RevocationKeeping {

    /** Those that hold here. */
    CurrentRevocations current();

    /** These are in a store, and all that there are. */
    void loaded(List<Revocation> revocations);

    /** @return whether every node of the cluster has confirmed them; else the others will hear of them soon */
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
            public void loaded(List<Revocation> revocations) {
                current.add(revocations);
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
        ActorSystem<?> system = context.getSystem();
        ActorRef<RevocationMessage> keeper = context.spawn(
                Behaviors.supervise(RevocationKeeper.create(current)).onFailure(SupervisorStrategy.restart()),
                "revocations");
        Duration patience = RevocationKeeper.PATIENCE.multipliedBy(2);
        return new RevocationKeeping() {
            @Override
            public CurrentRevocations current() {
                return current;
            }

            @Override
            public void loaded(List<Revocation> revocations) {
                keeper.tell(new RevocationKeeper.Loaded(new ArrayList<>(revocations)));
            }

            @Override
            public CompletionStage<Boolean> spread(Revocation revocation) {
                return SameThreadStage.of(AskPattern.<RevocationMessage, RevocationKeeper.Spreading>ask(
                                keeper,
                                replyTo -> new RevocationKeeper.Spread(List.of(revocation), replyTo),
                                patience,
                                system.scheduler()))
                        .thenApply(RevocationKeeper.Spreading::everywhere);
            }
        };
    }
}
