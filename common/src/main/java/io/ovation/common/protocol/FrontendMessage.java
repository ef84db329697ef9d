package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Snapshot;
import io.ovation.common.topic.Topic;
import java.util.List;
import java.util.Set;

/** What a frontend node understands: {@link Wire} from other nodes, and what its own module tells it. */
public interface FrontendMessage {

    /** What other nodes may tell a frontend. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Deliver.class, name = "deliver"),
        @JsonSubTypes.Type(value = Subscribed.class, name = "subscribed"),
        @JsonSubTypes.Type(value = ChangeTopics.class, name = "change-topics"),
    })
    sealed interface Wire extends FrontendMessage, WireMessage {}

    /** Give this to every viewer of the topic. */
    record Deliver(Topic topic, EventId id, Event event) implements Wire {}

    /** The subscription holds; every later event of the topic follows on the same path. */
    record Subscribed(Topic topic, Snapshot snapshot) implements Wire {}

    /** Changes what one connection watches. Answered with {@link TopicsReply}. */
    record ChangeTopics(
            String connection, List<Topic> subscribe, List<Topic> unsubscribe, ActorRef<TopicsReply> replyTo)
            implements Wire {}

    /** What became of {@link ChangeTopics}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TopicsHeld.class, name = "held"),
        @JsonSubTypes.Type(value = TooManyTopics.class, name = "too-many"),
        @JsonSubTypes.Type(value = UnknownConnection.class, name = "unknown"),
    })
    sealed interface TopicsReply extends WireMessage {}

    /** Done: these are the topics that the connection watches now. */
    record TopicsHeld(Set<Topic> topics) implements TopicsReply {}

    /** Refused, and nothing was changed. */
    record TooManyTopics(int limit) implements TopicsReply {}

    /** No such connection: it never was, or it has ended. */
    record UnknownConnection() implements TopicsReply {}
}
