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
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import io.ovation.common.protocol.Role;
import io.ovation.dispatcher.Dispatcher;
import io.ovation.dispatcher.DispatcherSettings;
import io.ovation.frontend.Frontend;
import io.ovation.frontend.FrontendSettings;
import io.ovation.likes.LikesBackend;
import io.ovation.likes.LikesSettings;
import io.ovation.node.membership.ProcessWatch;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The root of a node's actors: joins the cluster, and starts the roles once the node is in. */
final class Guardian {

    /** Where the roles listen. */
    record Bound(Optional<InetSocketAddress> viewer, Optional<InetSocketAddress> publish) {}

    private Guardian() {}

    static Behavior<SelfUp> create(NodeSettings settings, CompletableFuture<Bound> bound) {
        return Behaviors.setup(context -> {
            context.spawn(ProcessWatch.create(settings.processWatch()), "process-watch");
            join(context, settings, bound);
            return Behaviors.receive(SelfUp.class)
                    .onMessage(SelfUp.class, up -> {
                        startRoles(context, settings, bound);
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
        AkkaManagement.get(system).start().whenComplete((uri, failure) -> {
            if (failure != null) {
                bound.completeExceptionally(failure);
            }
        });
        ClusterBootstrap.get(system).start();
    }

    private static void startRoles(
            ActorContext<SelfUp> context, NodeSettings settings, CompletableFuture<Bound> bound) {
        ActorSystem<?> system = context.getSystem();
        Config config = system.settings().config();
        try {
            // Before the others, which reach for the topics that it hosts.
            if (settings.roles().contains(Role.DISPATCHER)) {
                Dispatcher.start(system, DispatcherSettings.from(config));
            }
            CompletionStage<Optional<InetSocketAddress>> publish = settings.roles()
                            .contains(Role.LIKES_BACKEND)
                    ? LikesBackend.start(context, LikesSettings.from(config)).thenApply(Optional::of)
                    : nothing();
            CompletionStage<Optional<InetSocketAddress>> viewer = settings.roles()
                            .contains(Role.FRONTEND)
                    ? Frontend.start(context, FrontendSettings.from(config)).thenApply(Optional::of)
                    : nothing();
            viewer.thenCombine(publish, Bound::new).whenComplete((sockets, failure) -> {
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

    private static CompletionStage<Optional<InetSocketAddress>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
