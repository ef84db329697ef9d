package io.ovation.dispatcher.kv.ddata;

import io.ovation.dispatcher.kv.Table.Field;
import io.ovation.dispatcher.kv.VersionText;
import java.time.Duration;
import java.time.Instant;

/**
 * A field as a replicated map has it: under {@code <key>\n<field>\n<version>} the text {@code <expiry> <mark> <text>}.
 * The version is part of the name so that two nodes that write different versions at the same time both leave theirs, and
 * whoever reads takes the higher. The expiry is in milliseconds of the writer's clock; the mark is {@code +} or {@code -}.
 */
record ReplicatedField(String key, String field, long version, Instant expiry, boolean marked, String text) {

    private static final char SEPARATOR = '\n';
    private static final char MARK = '+';
    private static final char NO_MARK = '-';

    static ReplicatedField of(String key, String field, Field written, Instant now) {
        return new ReplicatedField(
                key, field, written.version(), now.plus(written.life()), written.marked(), written.text());
    }

    /** Reads what {@link #name()} and {@link #value()} write, which nobody else does. */
    static ReplicatedField parse(String name, String value) {
        int afterKey = name.indexOf(SEPARATOR);
        int beforeVersion = name.length() - VersionText.LENGTH - 1;
        int afterExpiry = value.indexOf(' ');
        return new ReplicatedField(
                name.substring(0, afterKey),
                name.substring(afterKey + 1, beforeVersion),
                VersionText.parse(name.substring(beforeVersion + 1)),
                Instant.ofEpochMilli(Long.parseLong(value.substring(0, afterExpiry))),
                value.charAt(afterExpiry + 1) == MARK,
                value.substring(afterExpiry + 3));
    }

    String name() {
        return key + SEPARATOR + field + SEPARATOR + VersionText.of(version);
    }

    String value() {
        return expiry.toEpochMilli() + " " + (marked ? MARK : NO_MARK) + ' ' + text;
    }

    boolean hasExpired(Instant now) {
        return !now.isBefore(expiry);
    }

    Field read(Instant now) {
        return new Field(version, text, Duration.between(now, expiry), marked);
    }
}
