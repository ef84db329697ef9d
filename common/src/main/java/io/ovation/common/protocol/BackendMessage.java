package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import java.util.List;

/** What a likes backend understands: {@link Wire} from other nodes, and what its own module tells it. */
public interface BackendMessage {

    /** What other nodes may ask a backend, and what it answers. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = LoadTopic.class, name = "load-topic"),
        @JsonSubTypes.Type(value = TopicLoaded.class, name = "topic-loaded"),
        @JsonSubTypes.Type(value = CommentsPublished.class, name = "comments-published"),
        @JsonSubTypes.Type(value = StoreComment.class, name = "store-comment"),
        @JsonSubTypes.Type(value = CommentStored.class, name = "comment-stored"),
    })
    sealed interface Wire extends BackendMessage, WireMessage {}

    /** What does the store hold on this topic? Answered with {@link TopicLoaded}, or not at all if the store fails. */
    record LoadTopic(Topic topic, int recentComments, ActorRef<TopicLoaded> replyTo) implements Wire {}

    /** @param comments the most recent ones, oldest first */
    record TopicLoaded(Topic topic, Totals totals, List<Comment> comments) implements Wire {}

    /** Every subscriber of the topic has the comments of that stream up to that. */
    record CommentsPublished(Topic topic, long stream, long sequence) implements Wire {}

    /**
     * Keep a comment of another data centre, unless it is kept already. Answered with {@link CommentStored}, or not at
     * all if the store fails.
     */
    record StoreComment(Topic topic, Comment comment, ActorRef<CommentStored> replyTo) implements Wire {}

    /** It is on the disk. */
    record CommentStored(Topic topic, String comment) implements Wire {}
}
