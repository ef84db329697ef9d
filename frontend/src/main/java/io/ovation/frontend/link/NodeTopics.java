package io.ovation.frontend.link;

import akka.actor.typed.ActorRef;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import java.util.List;

/** The actors over which the node's topics are spread. */
public record NodeTopics(List<ActorRef<FrontendMessage>> actors) {

    public NodeTopics {
        actors = List.copyOf(actors);
    }

    public int indexOf(Topic topic) {
        int hash = topic.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), actors.size());
    }

    /** The actor that has the topic. */
    public ActorRef<FrontendMessage> of(Topic topic) {
        return actors.get(indexOf(topic));
    }
}
