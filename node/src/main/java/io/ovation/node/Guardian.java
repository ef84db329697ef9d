package io.ovation.node;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.Subscribe;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import io.ovation.access.AccessControl;
import io.ovation.access.AccessMode;
import io.ovation.access.revocation.RevocationKeeping;
import io.ovation.dispatcher.Dispatcher;
import io.ovation.frontend.Frontend;
import io.ovation.insights.Insights;
import io.ovation.likes.LikesBackend;
import io.ovation.node.management.ManagementPort;
import io.ovation.node.management.NodeReadiness;
import io.ovation.node.management.Telemetry;
import io.ovation.node.membership.Joining;
import io.ovation.node.membership.ProcessWatch;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The root of a node's actors: joins the cluster, and starts the roles once the node is in. */
final class Guardian {

    /**
     * Where the roles listen.
     *
     * @param letsIn when the node knows who is kept out, and so lets others in
     */
    record Bound(
            Optional<InetSocketAddress> viewer, Optional<InetSocketAddress> publish, CompletionStage<Void> letsIn) {}

    private Guardian() {}

    static Behavior<SelfUp> create(NodeSettings settings, RoleSettings roles, CompletableFuture<Bound> bound) {
        return Behaviors.setup(context -> {
            context.spawn(ProcessWatch.create(settings.processWatch()), "process-watch");
            Insights.of(context.getSystem())
                    .start(
                            context,
                            settings.insight(),
                            Node.version(),
                            new NodeReadiness(context.getSystem()),
                            Telemetry.meters());
            join(context, settings, bound);
            return Behaviors.receive(SelfUp.class)
                    .onMessage(SelfUp.class, up -> {
                        startRoles(context, roles, bound);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private static void join(ActorContext<SelfUp> context, NodeSettings settings, CompletableFuture<Bound> bound) {
        Cluster cluster = Cluster.get(context.getSystem());
        cluster.subscriptions().tell(new Subscribe<>(context.getSelf(), SelfUp.class));
        if (settings.joining() == Joining.BOOTSTRAP) {
            bootstrap(context.getSystem(), bound);
            return;
        }
        List<Address> seeds = settings.seedNodes().isEmpty()
                ? List.of(cluster.selfMember().address())
                : settings.seedNodes().stream().map(Node::address).toList();
        cluster.manager().tell(new JoinSeedNodes(seeds));
    }

    /** Nodes that look for each other meet at their management ports, so here that opens first. */
    private static void bootstrap(ActorSystem<?> system, CompletableFuture<Bound> bound) {
        ManagementPort.open(system).whenComplete((address, failure) -> {
            if (failure == null) {
                ClusterBootstrap.get(system).start();
            } else {
                bound.completeExceptionally(failure);
            }
        });
    }

    private static void startRoles(ActorContext<SelfUp> context, RoleSettings roles, CompletableFuture<Bound> bound) {
        try {
            AccessControl access = access(context, roles);
            // Before the others, which reach for the topics that it hosts.
            roles.dispatcher().ifPresent(settings -> Dispatcher.start(context.getSystem(), settings));
            CompletionStage<Optional<InetSocketAddress>> publish = roles.likes()
                    .map(settings ->
                            LikesBackend.start(context, settings, access).thenApply(Optional::of))
                    .orElseGet(Guardian::nothing);
            CompletionStage<Optional<InetSocketAddress>> viewer = roles.frontend()
                    .map(settings -> Frontend.start(context, settings, access).thenApply(Optional::of))
                    .orElseGet(Guardian::nothing);
            CompletionStage<Void> letsIn = access.revocations().current().whenKnown();
            viewer.thenCombine(publish, (watch, say) -> new Bound(watch, say, letsIn))
                    .whenComplete((sockets, failure) -> {
                        if (failure == null) {
                            bound.complete(sockets);
                        } else {
                            bound.completeExceptionally(failure);
                        }
                    });
        } catch (RuntimeException e) {
            bound.completeExceptionally(e);
        }
    }

    private static AccessControl access(ActorContext<?> context, RoleSettings roles) {
        if (roles.access()
                .filter(settings -> settings.mode() == AccessMode.CLOSED)
                .isEmpty()) {
            return AccessControl.OPEN;
        }
        InstantSource clock = InstantSource.system();
        AccessControl access =
                AccessControl.start(roles.access().get(), clock, RevocationKeeping.ofNode(context, clock));
        context.getSystem().getWhenTerminated().thenRun(access::close);
        return access;
    }

    private static CompletionStage<Optional<InetSocketAddress>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
