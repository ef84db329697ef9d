package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;

/** What a topic actor understands: {@link Wire} from other nodes, and what its own file tells it. */
public interface TopicMessage {

    /** What other roles may tell a topic actor. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Publish.class, name = "publish"),
        @JsonSubTypes.Type(value = PublishComment.class, name = "publish-comment"),
        @JsonSubTypes.Type(value = Forward.class, name = "forward"),
        @JsonSubTypes.Type(value = ForwardComment.class, name = "forward-comment"),
        @JsonSubTypes.Type(value = CompareTotals.class, name = "compare-totals"),
        @JsonSubTypes.Type(value = Received.class, name = "received"),
        @JsonSubTypes.Type(value = Subscribe.class, name = "subscribe"),
        @JsonSubTypes.Type(value = Renew.class, name = "renew"),
        @JsonSubTypes.Type(value = Unsubscribe.class, name = "unsubscribe"),
        @JsonSubTypes.Type(value = Describe.class, name = "describe"),
        @JsonSubTypes.Type(value = Description.class, name = "description"),
        @JsonSubTypes.Type(value = Stop.class, name = "stop"),
    })
    sealed interface Wire extends TopicMessage, WireMessage {}

    /** Tell everybody who watches, here and in the other data centres. Fire and forget. */
    record Publish(Event event) implements Wire {}

    /**
     * Tell everybody who watches, in this order for each sender. Answered with
     * {@link BackendMessage.CommentsPublished} once every subscriber has it.
     *
     * @param sender also tells one backend's comments from another's
     */
    record PublishComment(Position position, Comment comment, ActorRef<BackendMessage> sender) implements Wire {}

    /**
     * What was published in another data centre, or is found out in each by itself: tell everybody who watches in this
     * one, and no other.
     */
    record Forward(Event event) implements Wire {}

    /** The same for a comment. Answered with {@link Received}. */
    record ForwardComment(String dataCentre, Position position, Comment comment, ActorRef<TopicMessage> sender)
            implements Wire {}

    /** What another data centre knows was counted. Answered with {@link Forward} if more is known here. */
    record CompareTotals(Totals known, ActorRef<TopicMessage> replyTo) implements Wire {}

    /**
     * A receiver has everything of a stream up to that.
     *
     * @param receiver the node of a subscriber, or the data centre of a topic actor
     */
    record Received(String receiver, long stream, long sequence) implements Wire {}

    /**
     * The first viewer of a topic has come to a frontend node. Answered with {@link FrontendMessage.Subscribed};
     * may be repeated until it is.
     *
     * @param viewers on that node
     */
    record Subscribe(Subscriber subscriber, int viewers) implements Wire {}

    /** Extends the lease of a subscription and says how many viewers there are now. Answered only if it was unknown. */
    record Renew(Subscriber subscriber, int viewers) implements Wire {}

    /** The last viewer has left that boot of that node. */
    record Unsubscribe(Subscriber subscriber) implements Wire {}

    /** Answered with {@link Description}. */
    record Describe(ActorRef<Description> replyTo) implements Wire {}

    /**
     * A topic as its actor sees it.
     *
     * @param viewers connections that watch it in this data centre
     * @param totals what the topic's actor knows of, which may be more than one data centre's store and may be less
     */
    record Description(Topic topic, int viewers, Totals totals) implements Wire {}

    /** Sharding wants the actor to end. */
    record Stop() implements Wire {}
}
