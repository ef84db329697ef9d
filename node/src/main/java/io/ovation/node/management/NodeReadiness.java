package io.ovation.node.management;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.management.HealthCheckSettings;
import akka.management.javadsl.HealthChecks;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What {@code /ready} answers, for the node itself. */
public final class NodeReadiness implements Supplier<CompletionStage<Boolean>> {

    private final HealthChecks checks;

    public NodeReadiness(ActorSystem<?> system) {
        this.checks = new HealthChecks(
                (ExtendedActorSystem) Adapter.toClassic(system),
                HealthCheckSettings.create(system.settings().config().getConfig("akka.management.health-checks")));
    }

    /** Fails with the reason if it is not ready, as its checks do. */
    @Override
    public CompletionStage<Boolean> get() {
        return checks.ready();
    }
}
