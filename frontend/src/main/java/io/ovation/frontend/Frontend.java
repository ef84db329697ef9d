package io.ovation.frontend;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.typed.Cluster;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.DispatcherWatch;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.frontend.edge.Edge;
import io.ovation.frontend.presence.PresenceBeacon;
import io.ovation.frontend.stream.NodeIdentity;
import io.ovation.frontend.stream.Streams;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Starts the frontend role: the root of its supervision tree, and what it does when the node stops. */
public final class Frontend {

    private Frontend() {}

    /** @return where it listens, once it does */
    public static CompletionStage<InetSocketAddress> start(ActorContext<?> parent, FrontendSettings settings) {
        CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
        parent.spawn(supervisor(settings, bound), "frontend");
        return bound;
    }

    private static Behavior<Void> supervisor(FrontendSettings settings, CompletableFuture<InetSocketAddress> bound) {
        return Behaviors.setup(context -> {
            try {
                open(context, settings).whenComplete((address, failure) -> {
                    if (failure == null) {
                        bound.complete(address);
                    } else {
                        bound.completeExceptionally(failure);
                    }
                });
                return Behaviors.empty();
            } catch (RuntimeException e) {
                bound.completeExceptionally(e);
                return Behaviors.stopped();
            }
        });
    }

    private static CompletionStage<InetSocketAddress> open(ActorContext<?> context, FrontendSettings settings) {
        ActorSystem<?> system = context.getSystem();
        NodeIdentity node = identity(system);
        TopicRegion topics = TopicRegion.connect(system);
        Edge edge = Edge.start(system, settings.edge(), settings.drain().reconnectWithin());
        Streams streams = Streams.spawn(
                context,
                node,
                settings.stream(),
                (topic, message) -> topics.topic(topic).tell(message),
                edge.dispatchers());
        system.receptionist().tell(Receptionist.register(Services.frontend(node.name()), streams.localTopics()));
        new Departure(system, edge, streams, settings.drain()).whenNodeStops();
        return edge.bind(
                system,
                node,
                streams,
                spawnPresence(context, settings.presence()),
                settings.stream().maxTopics());
    }

    private static ActorRef<PresenceBeacon.Command> spawnPresence(ActorContext<?> context, PresenceSettings settings) {
        PresenceRegion region = PresenceRegion.connect(context.getSystem(), settings);
        Behavior<PresenceBeacon.Command> beacon = PresenceBeacon.create(
                settings, (bucket, message) -> region.bucket(bucket).tell(message));
        // It goes on with what it knows: nobody else could tell it who is here.
        ActorRef<PresenceBeacon.Command> presence =
                context.spawn(Behaviors.supervise(beacon).onFailure(SupervisorStrategy.resume()), "presence");
        context.spawn(
                DispatcherWatch.create(() -> presence.tell(new PresenceBeacon.DispatcherLost())), "dispatcher-watch");
        return presence;
    }

    private static NodeIdentity identity(ActorSystem<?> system) {
        Cluster cluster = Cluster.get(system);
        long boot = cluster.selfMember().uniqueAddress().longUid();
        return new NodeIdentity(
                Long.toUnsignedString(boot, Character.MAX_RADIX),
                cluster.selfMember().address().hostPort(),
                System.currentTimeMillis());
    }
}
