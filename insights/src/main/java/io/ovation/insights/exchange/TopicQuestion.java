package io.ovation.insights.exchange;

import akka.actor.typed.ActorRef;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.memory.Droppable;
import io.ovation.common.protocol.WireMessage;
import io.ovation.common.topic.Topic;

/**
 * What does a node know of a topic? May be asked by any node of the cluster.
 *
 * @param comments whether the latest comments are wanted, which a node tells only if its own settings let it
 */
public record TopicQuestion(Topic topic, boolean comments, ActorRef<NodeTopic> replyTo)
        implements TopicObserver.Command, WireMessage, Droppable {

    private static final int BYTES = 512;

    @Override
    public int bytes() {
        return BYTES;
    }
}
