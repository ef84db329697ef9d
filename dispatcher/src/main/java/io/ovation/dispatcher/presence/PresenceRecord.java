package io.ovation.dispatcher.presence;

import io.ovation.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store keeps of a member, as text {@code <on|off> <last active> <expiry>} with both times in milliseconds since
 * 1970. The expiry is the store's own business.
 */
record PresenceRecord(boolean online, Instant lastActiveAt) {

    private static final Pattern FORMAT = Pattern.compile("(on|off) (\\d{1,15}) (\\d{1,15})");

    /** Of a member of whom something was heard. */
    static PresenceRecord of(Event.Presence presence) {
        Instant lastActiveAt = presence.lastActiveAt();
        return new PresenceRecord(presence.online(), lastActiveAt == null ? Instant.EPOCH : lastActiveAt);
    }

    /** Without the expiry. */
    String text() {
        return (online ? "on " : "off ") + Math.max(0, lastActiveAt.toEpochMilli());
    }

    String text(Instant expiry) {
        return text() + ' ' + expiry.toEpochMilli();
    }

    /** @return empty if it is no such text */
    static Optional<PresenceRecord> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        return matcher.matches()
                ? Optional.of(new PresenceRecord(
                        matcher.group(1).equals("on"), Instant.ofEpochMilli(Long.parseLong(matcher.group(2)))))
                : Optional.empty();
    }

    /** What is no such text has expired long ago. */
    static boolean hasExpired(String text, Instant now) {
        Matcher matcher = FORMAT.matcher(text);
        return !matcher.matches() || Long.parseLong(matcher.group(3)) <= now.toEpochMilli();
    }

    /** How long the store is to keep it. */
    Duration life(PresenceBucketSettings settings) {
        return online ? settings.storeLife() : settings.remember();
    }
}
