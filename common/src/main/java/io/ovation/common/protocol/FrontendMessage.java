package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.Droppable;
import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a frontend node understands: {@link Wire} and {@link LogMessage} from other nodes, and what its own module tells it. */
public interface FrontendMessage {

    /** What other nodes may tell a frontend. */
    sealed interface Wire extends FrontendMessage, WireMessage {}

    /**
     * Give this to every viewer of the topic. Fire and forget.
     *
     * @param mark how far the topic's log has come, as far as the topic actor knows; null if it does not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Deliver(Topic topic, Event event, @Nullable Mark mark, ActorRef<LogMessage> source)
            implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + event.textBytes();
        }
    }

    /**
     * The subscription holds; what follows comes on the same path.
     *
     * @param presence of the member whom the topic is about; null if it is about none, or nobody knows
     * @param latest the end of the log; null if the topic has none, or no likes backend has told in time: then another
     *     such message follows when one has
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Subscribed(
            Topic topic,
            Totals totals,
            int viewers,
            Event.@Nullable Presence presence,
            @Nullable LogRange latest,
            ActorRef<LogMessage> source)
            implements Wire {}

    /**
     * Changes what one connection watches. Answered with {@link TopicsReply}.
     *
     * @param member who asks, and must be who watches; nobody in particular without a token
     * @param passive whether nobody looks at it from now on; empty if that stays as it is
     */
    record ChangeTopics(
            String connection,
            Optional<String> member,
            List<Topic> subscribe,
            List<Topic> unsubscribe,
            Optional<Boolean> passive,
            ActorRef<TopicsReply> replyTo)
            implements Wire {}

    /**
     * Gives one connection the rights of a new token of the same member, and takes the topics from it that these do not
     * cover. Answered with {@link TopicsReply}.
     */
    record RenewRights(String connection, Grant grant, ActorRef<TopicsReply> replyTo) implements Wire {}

    /** Takes a ticket that this node has given out, if it has. Answered with {@link TicketTaken}. */
    record TakeTicket(String ticket, ActorRef<TicketTaken> replyTo) implements Wire {}

    /** @param grant of whoever got the ticket; empty if there is no such ticket, or not any more */
    record TicketTaken(Optional<Grant> grant) implements WireMessage {}

    /** What became of {@link ChangeTopics} or {@link RenewRights}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TopicsHeld.class, name = "held"),
        @JsonSubTypes.Type(value = TooManyTopics.class, name = "too-many"),
        @JsonSubTypes.Type(value = TopicsNotCovered.class, name = "not-covered"),
        @JsonSubTypes.Type(value = UnknownConnection.class, name = "unknown"),
    })
    sealed interface TopicsReply extends WireMessage {}

    /** Done: this is what the connection watches now, and whether anybody looks at it. */
    record TopicsHeld(Set<Topic> topics, boolean passive) implements TopicsReply {}

    /** Refused, and nothing was changed. */
    record TooManyTopics(int limit) implements TopicsReply {}

    /** Refused, and nothing was changed: the connection's own token does not cover one of them. */
    record TopicsNotCovered() implements TopicsReply {}

    /** No such connection: it never was, or it has ended. */
    record UnknownConnection() implements TopicsReply {}

    /**
     * What somebody may watch, as one node tells it to another.
     *
     * @param member who it is; nobody in particular without a token
     * @param read patterns of topics
     * @param role by its label
     * @param expiry when that ends, if it does
     * @param tokenId by which the token can be revoked, if it has one
     */
    record Grant(
            Optional<String> member,
            List<String> read,
            String role,
            Optional<Instant> expiry,
            Optional<String> tokenId) {}
}
