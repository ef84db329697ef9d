package io.ovation.frontend.edge.http;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.japi.function.Function;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Services;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks frontend nodes by their names: this one and others. */
final class FrontendNodes {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ActorSystem<?> system;
    private final String own;
    private final ActorRef<FrontendMessage> self;

    /**
     * @param own the name of this node
     * @param self its address
     */
    FrontendNodes(ActorSystem<?> system, String own, ActorRef<FrontendMessage> self) {
        this.system = system;
        this.own = own;
        this.self = self;
    }

    /** @return empty if there is no such node; fails if it does not answer in time */
    <T> CompletionStage<Optional<T>> ask(String node, Function<ActorRef<T>, FrontendMessage> question) {
        return find(node)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.<Optional<T>>completedStage(Optional.empty())
                        : SameThreadStage.of(AskPattern.ask(found.get(), question, TIMEOUT, system.scheduler()))
                                .thenApply(Optional::of));
    }

    private CompletionStage<Optional<ActorRef<FrontendMessage>>> find(String name) {
        if (name.equals(own)) {
            return CompletableFuture.completedStage(Optional.of(self));
        }
        ServiceKey<FrontendMessage> key = Services.frontend(name);
        CompletionStage<Receptionist.Listing> listing = SameThreadStage.of(AskPattern.ask(
                system.receptionist(), replyTo -> Receptionist.find(key, replyTo), TIMEOUT, system.scheduler()));
        return listing.thenApply(
                found -> found.getServiceInstances(key).stream().findFirst());
    }
}
