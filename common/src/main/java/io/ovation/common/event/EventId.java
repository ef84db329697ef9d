package io.ovation.common.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;

/**
 * The {@code id:} of an event: orders the events of one topic strictly and those of different topics by time.
 *
 * <p>48 bits of milliseconds since 1970 and a 16-bit sequence, written as 16 hexadecimal digits so that the text
 * sorts as the number does.
 */
public record EventId(long value) implements Comparable<EventId> {

    /** Before every other id. */
    public static final EventId NONE = new EventId(0);

    static final int SEQUENCE_BITS = 16;

    public EventId {
        if (value < 0) {
            throw new IllegalArgumentException("event id must not be negative: " + value);
        }
    }

    /** @throws IllegalArgumentException if {@code text} is not 16 hexadecimal digits of a non-negative number */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EventId parse(String text) {
        if (text.length() != 16) {
            throw new IllegalArgumentException("event id must be 16 hexadecimal digits");
        }
        return new EventId(HexFormat.fromHexDigitsToLong(text));
    }

    public long epochMillis() {
        return value >>> SEQUENCE_BITS;
    }

    public boolean isAfter(EventId other) {
        return value > other.value;
    }

    @Override
    public int compareTo(EventId other) {
        return Long.compare(value, other.value);
    }

    @JsonValue
    @Override
    public String toString() {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
