package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.event.Event;
import io.ovation.common.memory.Droppable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a bucket of members understands: {@link Wire} from other nodes, and what its own module tells it. */
public interface PresenceMessage {

    /** What other roles may tell a bucket, and what it answers. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Heartbeat.class, name = "heartbeat"),
        @JsonSubTypes.Type(value = ForwardHeartbeat.class, name = "forward-heartbeat"),
        @JsonSubTypes.Type(value = Ask.class, name = "ask"),
        @JsonSubTypes.Type(value = Answer.class, name = "answer"),
        @JsonSubTypes.Type(value = Wake.class, name = "wake"),
        @JsonSubTypes.Type(value = Stop.class, name = "stop"),
    })
    sealed interface Wire extends PresenceMessage, WireMessage {}

    /**
     * These are there, or were until this moment. Fire and forget: what is lost is made up for by the next one.
     *
     * @param members of this bucket
     */
    record Heartbeat(List<String> members) implements Wire, Droppable {

        public Heartbeat {
            members = List.copyOf(members);
        }

        @Override
        public int bytes() {
            return bytesOf(members);
        }
    }

    /** The same, from the bucket of another data centre; goes no further. */
    record ForwardHeartbeat(List<String> members) implements Wire, Droppable {

        public ForwardHeartbeat {
            members = List.copyOf(members);
        }

        @Override
        public int bytes() {
            return bytesOf(members);
        }
    }

    private static int bytesOf(List<String> members) {
        return Bounds.SMALL_MESSAGE_BYTES
                + members.stream()
                        .mapToInt(member -> Bounds.TEXT_BYTES + member.length())
                        .sum();
    }

    /**
     * Is this member there? Answered with {@link Answer}.
     *
     * @param number by which who asks several times tells the answers apart
     */
    record Ask(String member, long number, ActorRef<Answer> replyTo) implements Wire {}

    /**
     * @param number of the question
     * @param presence null while nobody can say: the bucket has started anew and does not know its members yet
     */
    record Answer(String member, long number, Event.@Nullable Presence presence) implements Wire {}

    /** The store says that somebody of this bucket is online: start, if you have not, and see to it. */
    record Wake() implements Wire {}

    /** Sharding wants the bucket to end. */
    record Stop() implements Wire {}
}
