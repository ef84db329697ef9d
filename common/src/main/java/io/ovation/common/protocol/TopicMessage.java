package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.topic.Topic;

/** What a topic actor understands: {@link Wire} from other nodes, and what its own file tells it. */
public interface TopicMessage {

    /** What other roles may tell a topic actor. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Publish.class, name = "publish"),
        @JsonSubTypes.Type(value = Subscribe.class, name = "subscribe"),
        @JsonSubTypes.Type(value = Renew.class, name = "renew"),
        @JsonSubTypes.Type(value = Unsubscribe.class, name = "unsubscribe"),
        @JsonSubTypes.Type(value = CountViewers.class, name = "count-viewers"),
        @JsonSubTypes.Type(value = ViewerCount.class, name = "viewer-count"),
        @JsonSubTypes.Type(value = Stop.class, name = "stop"),
    })
    sealed interface Wire extends TopicMessage, WireMessage {}

    /** Tell everybody who watches. Fire and forget. */
    record Publish(Event event) implements Wire {}

    /**
     * The first viewer of a topic has come to a frontend node. Answered with {@link FrontendMessage.Subscribed};
     * may be repeated until it is.
     *
     * @param viewers on that node
     * @param lastSeen the latest event the node has, so that ids never go back
     */
    record Subscribe(Subscriber subscriber, int viewers, EventId lastSeen) implements Wire {}

    /** Extends the lease of a subscription and says how many viewers there are now. Answered only if it was unknown. */
    record Renew(Subscriber subscriber, int viewers, EventId lastSeen) implements Wire {}

    /** The last viewer has left that boot of that node. */
    record Unsubscribe(Subscriber subscriber) implements Wire {}

    /** Answered with {@link ViewerCount}. */
    record CountViewers(ActorRef<ViewerCount> replyTo) implements Wire {}

    /** How many connections watch a topic in this data centre. */
    record ViewerCount(Topic topic, int viewers) implements Wire {}

    /** Sharding wants the actor to end. */
    record Stop() implements Wire {}
}
