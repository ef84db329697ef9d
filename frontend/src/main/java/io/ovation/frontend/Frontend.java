package io.ovation.frontend;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.typed.Cluster;
import akka.pattern.Patterns;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.frontend.edge.Edge;
import io.ovation.frontend.stream.NodeIdentity;
import io.ovation.frontend.stream.Streams;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Starts the frontend role: the root of its supervision tree, and what it does when the node stops. */
public final class Frontend {

    private static final Duration FAREWELL_CHECK = Duration.ofMillis(50);

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
        Edge edge = Edge.start(system, settings.edge());
        Streams streams = Streams.spawn(
                context,
                node,
                settings.stream(),
                (topic, message) -> topics.topic(topic).tell(message),
                edge.dispatchers());
        system.receptionist().tell(Receptionist.register(Services.frontend(node.name()), streams.localTopics()));
        stopCleanly(system, settings, edge, streams);
        return edge.bind(system, node, streams, settings.stream().maxTopics());
    }

    private static NodeIdentity identity(ActorSystem<?> system) {
        Cluster cluster = Cluster.get(system);
        long boot = cluster.selfMember().uniqueAddress().longUid();
        return new NodeIdentity(
                Long.toUnsignedString(boot, Character.MAX_RADIX),
                cluster.selfMember().address().hostPort(),
                System.currentTimeMillis());
    }

    private static void stopCleanly(ActorSystem<?> system, FrontendSettings settings, Edge edge, Streams streams) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(
                CoordinatedShutdown.PhaseServiceUnbind(),
                "stop-taking-viewers",
                () -> edge.unbind().thenApply(unbound -> Done.done()));
        shutdown.addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "say-farewell", () -> {
            streams.drain(settings.reconnectWithin());
            return untilGone(system, edge, settings.farewell());
        });
    }

    private static CompletionStage<Done> untilGone(ActorSystem<?> system, Edge edge, Duration patience) {
        if (edge.openStreams() == 0 || patience.isNegative()) {
            return CompletableFuture.completedFuture(Done.done());
        }
        return Patterns.after(
                FAREWELL_CHECK, system.classicSystem(), () -> untilGone(system, edge, patience.minus(FAREWELL_CHECK)));
    }
}
