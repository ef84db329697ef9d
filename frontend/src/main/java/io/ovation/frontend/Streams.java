package io.ovation.frontend;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.micrometer.core.instrument.Metrics;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.memory.BoundedMailbox;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.frontend.delivery.TopicsActor;
import io.ovation.frontend.delivery.TopicsShared;
import io.ovation.frontend.frame.Greeting;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.NodeTopics;
import io.ovation.frontend.loop.ConnectionFinder;
import io.ovation.frontend.loop.DrainSettings;
import io.ovation.frontend.loop.LoopSettings;
import io.ovation.frontend.loop.LoopSupervisor;
import io.ovation.frontend.viewer.ViewerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The actors of a frontend node.
 *
 * @param topics the node's addresses for topic actors
 * @param loops one for each event loop
 * @param connections the node's address for other frontends
 */
record Streams(NodeTopics topics, List<ActorRef<LoopMessage>> loops, ActorRef<FrontendMessage> connections) {

    private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
    private static final Duration MOST_BACKOFF = Duration.ofSeconds(5);
    private static final double JITTER = 0.2;

    /** What fails so often within the most that is waited will not get better; the node ends then. */
    private static final int MOST_RESTARTS = 10;

    Streams {
        loops = List.copyOf(loops);
    }

    /**
     * Spawns them under the caller.
     *
     * @param tickets that this node has given out
     * @param loopDispatchers where the supervisor of each event loop runs
     */
    static Streams spawn(
            ActorContext<?> context,
            LoopSettings settings,
            TopicsShared shared,
            Tickets tickets,
            List<DispatcherSelector> loopDispatchers) {
        List<ActorRef<FrontendMessage>> actors = new ArrayList<>();
        for (int index = 0; index < shared.settings().actors(); index++) {
            actors.add(context.spawn(
                    backingOff(TopicsActor.create(shared)),
                    "topics-" + index,
                    MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY)));
        }
        NodeTopics topics = new NodeTopics(actors, shared.topics().names());
        String node = shared.node().name();
        Greeting greeting = new Greeting(node, settings.heartbeat(), settings.reconnect());
        ViewerMetrics metrics = ViewerMetrics.create(Metrics.globalRegistry);
        List<ActorRef<LoopMessage>> loops = new ArrayList<>();
        for (int index = 0; index < loopDispatchers.size(); index++) {
            Behavior<LoopMessage> loop = LoopSupervisor.create(index, settings, greeting, topics, metrics);
            loops.add(context.spawn(
                    Behaviors.supervise(loop).onFailure(SupervisorStrategy.restart()),
                    "loop-" + index,
                    loopDispatchers.get(index)));
        }
        return new Streams(topics, loops, context.spawn(ConnectionFinder.create(node, loops, tickets), "connections"));
    }

    /** A dispatcher is gone, and with it what it knew of this node. */
    void renewSubscriptions() {
        topics.actors().forEach(actor -> actor.tell(new TopicsActor.DispatcherLost()));
    }

    /** Sends every viewer elsewhere, a few at a time. */
    void drain(DrainSettings drain) {
        loops.forEach(loop -> loop.tell(new LoopSupervisor.BeginDrain(drain)));
    }

    private static <T> Behavior<T> backingOff(Behavior<T> behavior) {
        return Behaviors.supervise(behavior)
                .onFailure(SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, JITTER)
                        .withMaxRestarts(MOST_RESTARTS)
                        .withResetBackoffAfter(MOST_BACKOFF.multipliedBy(MOST_RESTARTS)));
    }
}
