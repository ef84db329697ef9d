package io.ovation.common.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.protocol.WireMessage;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Something that happened on a topic. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Likes.class, name = "likes"),
    @JsonSubTypes.Type(value = Event.Commented.class, name = "commented"),
    @JsonSubTypes.Type(value = Event.Typing.class, name = "typing"),
    @JsonSubTypes.Type(value = Event.Viewers.class, name = "viewers"),
})
public sealed interface Event extends WireMessage {

    /**
     * Likes that one data centre counted.
     *
     * @param added by reaction, since the previous such event
     * @param totals by reaction, of that data centre alone; what the commit returned
     * @param mediaTime seconds into the video of the latest of them, if known
     */
    record Likes(
            String dataCentre,
            Map<String, Long> added,
            Map<String, Long> totals,
            @Nullable Double mediaTime) implements Event {

        /** Both as one: what was added adds up, and of two totals the larger is the later. */
        public Likes merge(Likes later) {
            return new Likes(
                    dataCentre,
                    combine(added, later.added, Long::sum),
                    combine(totals, later.totals, Long::max),
                    later.mediaTime == null ? mediaTime : later.mediaTime);
        }

        private static Map<String, Long> combine(
                Map<String, Long> one, Map<String, Long> other, BinaryOperator<Long> operator) {
            Map<String, Long> both = new TreeMap<>(one);
            other.forEach((reaction, count) -> both.merge(reaction, count, operator));
            return both;
        }
    }

    /** A member's comment, committed. */
    record Commented(Comment comment) implements Event {}

    /** A member is writing a comment; over after the given time unless it is said again. */
    record Typing(String member, int expiresInSeconds) implements Event {}

    /** How many connections watch the topic. */
    record Viewers(int count) implements Event {}
}
