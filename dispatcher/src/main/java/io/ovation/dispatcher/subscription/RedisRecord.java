package io.ovation.dispatcher.subscription;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One node's entry as Redis has it: {@code <epoch> <expiry> <actor>}, the expiry in milliseconds of the server's own
 * clock, which writes and reads it.
 */
record RedisRecord(long epoch, String actor) {

    private static final Pattern FORMAT = Pattern.compile("(\\p{XDigit}{16}) \\d+ (\\S+)");

    /** Flips the sign, so that the order of the digits as text is that of the numbers, negative ones included. */
    static String epochText(long epoch) {
        return String.format("%016x", epoch ^ Long.MIN_VALUE);
    }

    /** @return empty if it is no such record */
    static Optional<RedisRecord> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        return matcher.matches()
                ? Optional.of(new RedisRecord(
                        Long.parseUnsignedLong(matcher.group(1), 16) ^ Long.MIN_VALUE, matcher.group(2)))
                : Optional.empty();
    }
}
