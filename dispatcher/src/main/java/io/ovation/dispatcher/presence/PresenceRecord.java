package io.ovation.dispatcher.presence;

import io.ovation.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a store keeps of a member, as text {@code <on|off> <last active>}, the time in milliseconds since 1970. */
record PresenceRecord(boolean online, Instant lastActiveAt) {

    private static final Pattern FORMAT = Pattern.compile("(on|off) (\\d{1,15})");

    /** Of a member of whom something was heard. */
    static PresenceRecord of(Event.Presence presence) {
        Instant lastActiveAt = presence.lastActiveAt();
        return new PresenceRecord(presence.online(), lastActiveAt == null ? Instant.EPOCH : lastActiveAt);
    }

    String text() {
        return (online ? "on " : "off ") + Math.max(0, lastActiveAt.toEpochMilli());
    }

    /** @return empty if it is no such text */
    static Optional<PresenceRecord> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        return matcher.matches()
                ? Optional.of(new PresenceRecord(
                        matcher.group(1).equals("on"), Instant.ofEpochMilli(Long.parseLong(matcher.group(2)))))
                : Optional.empty();
    }

    /** How long the store is to keep it. */
    Duration life(PresenceBucketSettings settings) {
        return online ? settings.storeLife() : settings.remember();
    }
}
