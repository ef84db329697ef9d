package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.topic.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a frontend node understands: {@link Wire} from other nodes, and what its own module tells it. */
public interface FrontendMessage {

    /** What other nodes may tell a frontend. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Deliver.class, name = "deliver"),
        @JsonSubTypes.Type(value = DeliverComment.class, name = "deliver-comment"),
        @JsonSubTypes.Type(value = Subscribed.class, name = "subscribed"),
        @JsonSubTypes.Type(value = ChangeTopics.class, name = "change-topics"),
    })
    sealed interface Wire extends FrontendMessage, WireMessage {}

    /** Give this to every viewer of the topic. Fire and forget. */
    record Deliver(Topic topic, Event event) implements Wire {}

    /** What a topic actor sends a subscriber in order, and repeats until {@link TopicMessage.Received}. */
    sealed interface Acknowledged extends Wire {

        Topic topic();

        Position position();

        ActorRef<TopicMessage> sender();
    }

    /** Give this to every viewer of the topic. */
    record DeliverComment(Topic topic, Position position, Comment comment, ActorRef<TopicMessage> sender)
            implements Acknowledged {}

    /** The subscription holds; every later event of the topic follows on the same path. */
    record Subscribed(Topic topic, Position position, Snapshot snapshot, ActorRef<TopicMessage> sender)
            implements Acknowledged {}

    /**
     * Changes what one connection watches. Answered with {@link TopicsReply}.
     *
     * @param passive whether nobody looks at it from now on; empty if that stays as it is
     */
    record ChangeTopics(
            String connection,
            List<Topic> subscribe,
            List<Topic> unsubscribe,
            Optional<Boolean> passive,
            ActorRef<TopicsReply> replyTo)
            implements Wire {}

    /** What became of {@link ChangeTopics}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TopicsHeld.class, name = "held"),
        @JsonSubTypes.Type(value = TooManyTopics.class, name = "too-many"),
        @JsonSubTypes.Type(value = UnknownConnection.class, name = "unknown"),
    })
    sealed interface TopicsReply extends WireMessage {}

    /** Done: this is what the connection watches now, and whether anybody looks at it. */
    record TopicsHeld(Set<Topic> topics, boolean passive) implements TopicsReply {}

    /** Refused, and nothing was changed. */
    record TooManyTopics(int limit) implements TopicsReply {}

    /** No such connection: it never was, or it has ended. */
    record UnknownConnection() implements TopicsReply {}
}
