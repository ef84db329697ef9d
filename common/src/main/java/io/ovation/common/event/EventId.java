package io.ovation.common.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The {@code id:} of what a stream can be resumed from: a comment, or a moment at which a snapshot was taken. Made from
 * the comment alone, so that every copy of it has the same, on every node and in every data centre.
 *
 * <p>48 bits of milliseconds since 1970 and 16 bits that tell comments of one millisecond apart, or zero for a mere
 * moment; written as 16 hexadecimal digits.
 */
public record EventId(long value) {

    /** None: an event from which no stream can be resumed. */
    public static final EventId NONE = new EventId(0);

    private static final int DISTINCTION_BITS = 16;
    private static final int DISTINCTIONS = (1 << DISTINCTION_BITS) - 1;

    public EventId {
        if (value < 0) {
            throw new IllegalArgumentException("event id must not be negative: " + value);
        }
    }

    public static EventId of(Comment comment) {
        return of(comment.at(), 1 + Math.floorMod(comment.id().hashCode(), DISTINCTIONS));
    }

    public static EventId at(Instant moment) {
        return of(moment, 0);
    }

    /** @throws IllegalArgumentException if {@code text} is not 16 hexadecimal digits of a non-negative number */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EventId parse(String text) {
        if (text.length() != 16) {
            throw new IllegalArgumentException("event id must be 16 hexadecimal digits");
        }
        return new EventId(HexFormat.fromHexDigitsToLong(text));
    }

    private static EventId of(Instant moment, int distinction) {
        return new EventId(moment.toEpochMilli() << DISTINCTION_BITS | distinction);
    }

    /** To the millisecond. */
    public Instant moment() {
        return Instant.ofEpochMilli(value >>> DISTINCTION_BITS);
    }

    @JsonValue
    @Override
    public String toString() {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
