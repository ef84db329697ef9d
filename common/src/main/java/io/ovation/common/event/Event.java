package io.ovation.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.protocol.Bounds;
import io.ovation.common.protocol.WireMessage;
import io.ovation.common.trace.TraceId;
import io.ovation.common.trace.Traceable;
import io.ovation.common.trace.TracedKind;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened on a topic and is told once: what is lost heals with the next, or does not matter. What must
 * not get lost is an entry of the topic's log instead. Whoever has to tell the kinds apart implements {@link Visitor}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Likes.class, name = "likes"),
    @JsonSubTypes.Type(value = Event.Typing.class, name = "typing"),
    @JsonSubTypes.Type(value = Event.Viewers.class, name = "viewers"),
    @JsonSubTypes.Type(value = Event.Presence.class, name = "presence"),
})
public sealed interface Event extends WireMessage, Traceable {

    <R> R accept(Visitor<R> visitor);

    @Override
    default long trace() {
        return TraceId.NONE;
    }

    @Override
    default @Nullable TracedKind tracedKind() {
        return null;
    }

    /** What its texts, and what is counted under them, take in memory, about. */
    int textBytes();

    /** One method for each kind. */
    interface Visitor<R> {
        R likes(Likes likes);

        R typing(Typing typing);

        R viewers(Viewers viewers);

        R presence(Presence presence);
    }

    /**
     * Likes that were counted.
     *
     * @param added by reaction, since the previous such event
     * @param totals what the commits returned, each for its data centre
     * @param mediaTime seconds into the video of the latest of them, if known
     * @param trace that of the earliest of them
     */
    record Likes(
            Map<String, Long> added,
            Totals totals,
            @Nullable Double mediaTime,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long trace)
            implements Event {

        /** That nobody follows. */
        public Likes(Map<String, Long> added, Totals totals, @Nullable Double mediaTime) {
            this(added, totals, mediaTime, TraceId.NONE);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.likes(this);
        }

        @Override
        public TracedKind tracedKind() {
            return TracedKind.LIKES;
        }

        @Override
        public int textBytes() {
            return Totals.bytesOf(added) + totals.bytes();
        }

        /** Both as one: what was added adds up, and of two totals the larger is the later. */
        public Likes merge(Likes later) {
            Map<String, Long> both = new TreeMap<>(added);
            later.added.forEach((reaction, count) -> both.merge(reaction, count, Long::sum));
            return new Likes(
                    both,
                    totals.merge(later.totals),
                    later.mediaTime == null ? mediaTime : later.mediaTime,
                    trace == TraceId.NONE ? later.trace : trace);
        }
    }

    /** A member is writing a comment; over after the given time unless it is said again. */
    record Typing(
            String member,
            int expiresInSeconds,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long trace) implements Event {

        /** That nobody follows. */
        public Typing(String member, int expiresInSeconds) {
            this(member, expiresInSeconds, TraceId.NONE);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.typing(this);
        }

        @Override
        public TracedKind tracedKind() {
            return TracedKind.TYPING;
        }

        @Override
        public int textBytes() {
            return Bounds.TEXT_BYTES + member.length();
        }
    }

    /** How many connections watch the topic. */
    record Viewers(int count) implements Event {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.viewers(this);
        }

        @Override
        public int textBytes() {
            return 0;
        }
    }

    /**
     * Whether a member is there; the last one holds.
     *
     * @param lastActiveAt of the last heartbeat; null if none is remembered
     */
    record Presence(boolean online, @Nullable Instant lastActiveAt) implements Event {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.presence(this);
        }

        @Override
        public int textBytes() {
            return 0;
        }

        /** Of a member who was never there, or not for so long that nobody remembers. */
        public static final Presence NEVER = new Presence(false, null);
    }
}
