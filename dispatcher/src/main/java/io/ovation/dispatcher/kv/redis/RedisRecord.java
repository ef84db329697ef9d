package io.ovation.dispatcher.kv.redis;

import io.ovation.dispatcher.kv.VersionText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field as Redis has it: {@code <version> <expiry> <mark> <text>}. The expiry is in milliseconds of the server's own
 * clock, which writes and reads it; the mark is {@code +} or {@code -}.
 */
record RedisRecord(long version, boolean marked, String text) {

    private static final Pattern FORMAT = Pattern.compile("(\\p{XDigit}{16}) \\d+ ([+-]) (.*)", Pattern.DOTALL);

    static String markText(boolean marked) {
        return marked ? "+" : "-";
    }

    /** @return empty if it is no such record */
    static Optional<RedisRecord> parse(String record) {
        Matcher matcher = FORMAT.matcher(record);
        return matcher.matches()
                ? Optional.of(new RedisRecord(
                        VersionText.parse(matcher.group(1)), matcher.group(2).equals(markText(true)), matcher.group(3)))
                : Optional.empty();
    }
}
