package io.ovation.frontend.stream;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The actors of a frontend node.
 *
 * @param localTopics the node's address for topic actors and other frontends
 * @param loops one for each event loop
 */
public record Streams(ActorRef<FrontendMessage> localTopics, List<ActorRef<LoopSupervisor.Command>> loops) {

    public Streams {
        loops = List.copyOf(loops);
    }

    /**
     * Spawns them under the caller.
     *
     * @param topicActors tells a topic's actor
     * @param loopDispatchers where the supervisor of each event loop runs
     */
    public static Streams spawn(
            ActorContext<?> context,
            NodeIdentity node,
            StreamSettings settings,
            BiConsumer<Topic, TopicMessage> topicActors,
            List<DispatcherSelector> loopDispatchers) {
        StreamMetrics metrics = StreamMetrics.create();
        Greeting greeting = new Greeting(node.name(), settings.heartbeat(), settings.reconnect());
        ActorRef<FrontendMessage> localTopics =
                context.spawn(restarting(LocalTopics.create(node, settings, topicActors, metrics)), "topics");
        List<ActorRef<LoopSupervisor.Command>> loops = new ArrayList<>();
        for (int loop = 0; loop < loopDispatchers.size(); loop++) {
            loops.add(context.spawn(
                    restarting(LoopSupervisor.create(loop, settings, greeting, localTopics, metrics)),
                    "loop-" + loop,
                    loopDispatchers.get(loop)));
        }
        return new Streams(localTopics, loops);
    }

    /** Sends every viewer elsewhere, a few at a time. */
    public void drain(DrainSettings drain) {
        loops.forEach(loop -> loop.tell(new LoopSupervisor.BeginDrain(drain)));
    }

    private static <T> Behavior<T> restarting(Behavior<T> behavior) {
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart());
    }
}
