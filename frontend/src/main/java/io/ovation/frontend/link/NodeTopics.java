package io.ovation.frontend.link;

import akka.actor.typed.ActorRef;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import java.util.List;
import java.util.Set;

/**
 * The topics of the node.
 *
 * @param actors over which they are spread
 * @param watched those that somebody watches, or has watched a moment ago
 */
public record NodeTopics(List<ActorRef<FrontendMessage>> actors, Set<Topic> watched) {

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
