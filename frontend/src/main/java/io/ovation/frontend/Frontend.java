package io.ovation.frontend;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.ovation.access.AccessControl;
import io.ovation.access.revocation.CurrentRevocations;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.memory.NodeMemory;
import io.ovation.common.node.KnownTopics;
import io.ovation.common.node.NodeTracing;
import io.ovation.common.node.TopTopics;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.DispatcherWatch;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.delivery.AllTopics;
import io.ovation.frontend.delivery.NodeIdentity;
import io.ovation.frontend.delivery.TopicMetrics;
import io.ovation.frontend.delivery.TopicsActor;
import io.ovation.frontend.delivery.TopicsShared;
import io.ovation.frontend.edge.Edge;
import io.ovation.frontend.edge.http.EdgeActors;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.presence.PresenceBeacon;
import io.ovation.frontend.replay.FrameCache;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the frontend role: the root of its supervision tree, and what it does when the node stops. */
public final class Frontend {

    private static final Logger LOG = LoggerFactory.getLogger(Frontend.class);

    /** Topics cannot be followed any more. */
    private static final class TopicsFailed implements CoordinatedShutdown.Reason {}

    private Frontend() {}

    /**
     * @param access tells who watches
     * @return where it listens, once it does
     */
    public static CompletionStage<InetSocketAddress> start(
            ActorContext<?> parent, FrontendSettings settings, AccessControl access) {
        CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
        parent.spawn(supervisor(settings, access, bound), "frontend");
        return bound;
    }

    private static Behavior<Void> supervisor(
            FrontendSettings settings, AccessControl access, CompletableFuture<InetSocketAddress> bound) {
        return Behaviors.setup(context -> {
            try {
                open(context, settings, access).whenComplete((address, failure) -> {
                    if (failure == null) {
                        bound.complete(address);
                    } else {
                        bound.completeExceptionally(failure);
                    }
                });
                return Behaviors.receive(Void.class)
                        .onSignal(Terminated.class, ended -> topicsEnded(context.getSystem()))
                        .build();
            } catch (RuntimeException e) {
                bound.completeExceptionally(e);
                return Behaviors.stopped();
            }
        });
    }

    private static CompletionStage<InetSocketAddress> open(
            ActorContext<?> context, FrontendSettings settings, AccessControl access) {
        ActorSystem<?> system = context.getSystem();
        NodeMemory memory = NodeMemory.get(system);
        NodeIdentity node = identity(system);
        TopicRegion region = TopicRegion.connect(system);
        AllTopics topics = new AllTopics();
        Gauge.builder("ovation.frontend.topics", topics.names(), Set::size)
                .strongReference(true)
                .register(Metrics.globalRegistry);
        Gauge.builder("ovation.frontend.subscriptions", topics, AllTopics::subscriptions)
                .strongReference(true)
                .register(Metrics.globalRegistry);
        TopTopics.of(system).are(topics::top);
        TopicsShared shared = new TopicsShared(
                node,
                settings.topics(),
                (topic, message) -> region.topic(topic).tell(message),
                topics,
                memory.windows(),
                new FrameCache(memory.replays()),
                TopicMetrics.create(Metrics.globalRegistry),
                NodeTracing.of(system));
        Edge edge = Edge.start(system, settings.edge(), settings.drain().reconnectWithin());
        Tickets tickets = new Tickets(node.name());
        Streams streams = Streams.spawn(context, settings.loops(), shared, tickets, edge.dispatchers());
        streams.topics().actors().forEach(context::watch);
        KnownTopics.of(system).frontendTells(topic -> look(system, streams, topic));
        system.receptionist().tell(Receptionist.register(Services.frontend(node.name()), streams.connections()));
        CurrentRevocations revocations = access.revocations().current();
        revocations.onChange(fresh -> streams.loops().forEach(loop -> loop.tell(new LoopMessage.Revoke(revocations))));
        new Departure(system, edge, streams, settings.drain()).whenNodeStops();
        ActorRef<PresenceBeacon.Command> presence = spawnPresence(context, settings.presence());
        context.spawn(
                DispatcherWatch.create(() -> {
                    presence.tell(new PresenceBeacon.DispatcherLost());
                    streams.renewSubscriptions();
                }),
                "dispatcher-watch");
        return edge.bind(
                system,
                new EdgeActors(node.name(), streams.topics(), streams.loops(), streams.connections(), presence),
                settings.loops().maxTopics(),
                access,
                tickets,
                settings.receipts());
    }

    private static CompletionStage<Optional<NodeTopic.AtFrontend>> look(
            ActorSystem<?> system, Streams streams, Topic topic) {
        return SameThreadStage.of(AskPattern.<FrontendMessage, Optional<NodeTopic.AtFrontend>>ask(
                streams.topics().of(topic),
                replyTo -> new TopicsActor.Look(topic, replyTo),
                KnownTopics.PATIENCE,
                system.scheduler()));
    }

    private static ActorRef<PresenceBeacon.Command> spawnPresence(ActorContext<?> context, PresenceSettings settings) {
        PresenceRegion region = PresenceRegion.connect(context.getSystem(), settings);
        Behavior<PresenceBeacon.Command> beacon = PresenceBeacon.create(
                settings, (bucket, message) -> region.bucket(bucket).tell(message));
        // It goes on with what it knows: nobody else could tell it who is here.
        return context.spawn(Behaviors.supervise(beacon).onFailure(SupervisorStrategy.resume()), "presence");
    }

    /** They end when the node stops; else they have failed too often, and another node serves their viewers better. */
    private static Behavior<Void> topicsEnded(ActorSystem<?> system) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        if (shutdown.getShutdownReason().isEmpty()) {
            LOG.error("an actor of this node's topics has failed too often: the node ends");
            shutdown.run(new TopicsFailed());
        }
        return Behaviors.same();
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
