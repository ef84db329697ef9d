package io.ovation.common.log;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code id:} of what a stream can be resumed from: the place of an entry in the log of the data centre that told
 * it, and the time at which it was logged there, which is what another data centre goes by.
 *
 * <p>Written as {@code <time>-<position>-<check>} in hexadecimal digits: 12 of milliseconds since 1970, up to 15 of the
 * position, 16 of the check. Ids of an earlier version, 16 digits of which the first 12 are milliseconds, are read as
 * times.
 */
public record EventId(Instant at, Optional<Mark> mark) {

    /** An id that is none of ours, which is as good as one that is too old. */
    public static final EventId UNKNOWN = new EventId(Instant.EPOCH, Optional.empty());

    private static final Pattern FORMAT = Pattern.compile("(\\p{XDigit}{12})-(\\p{XDigit}{1,15})-(\\p{XDigit}{16})");
    private static final Pattern TIME_ONLY = Pattern.compile("([0-7]\\p{XDigit}{11})\\p{XDigit}{4}");
    private static final HexFormat HEX = HexFormat.of();
    private static final int TIME_DIGITS = 12;
    private static final int LEADING_ZEROS = Long.BYTES * 2 - TIME_DIGITS;

    public EventId(Instant at, Mark mark) {
        this(at, Optional.of(mark));
    }

    /** @return {@link #UNKNOWN} if it is none */
    public static EventId parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (matcher.matches()) {
            Mark mark = new Mark(
                    HexFormat.fromHexDigitsToLong(matcher.group(2)), HexFormat.fromHexDigitsToLong(matcher.group(3)));
            return new EventId(time(matcher.group(1)), Optional.of(mark));
        }
        matcher = TIME_ONLY.matcher(text);
        return matcher.matches() ? new EventId(time(matcher.group(1)), Optional.empty()) : UNKNOWN;
    }

    private static Instant time(String digits) {
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(digits));
    }

    @Override
    public String toString() {
        String time = HEX.toHexDigits(at.toEpochMilli()).substring(LEADING_ZEROS);
        return mark.map(known -> time + '-' + Long.toHexString(known.position()) + '-' + HEX.toHexDigits(known.check()))
                .orElse(time + "0000");
    }
}
