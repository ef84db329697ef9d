package io.ovation.dispatcher.presence;

import io.ovation.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether one member is online. Each heartbeat pushes back a trigger; only when that fires the member is offline. A
 * heartbeat moves no timer: whoever keeps it asks, when it rings, for how long the trigger has been put off meanwhile.
 */
final class MemberPresence {

    private final Duration expiry;
    private boolean online;
    private @Nullable Instant lastActiveAt;
    private long heardAtNanos;

    private MemberPresence(Duration expiry, boolean online, @Nullable Instant lastActiveAt, long nowNanos) {
        this.expiry = expiry;
        this.online = online;
        this.lastActiveAt = lastActiveAt;
        this.heardAtNanos = nowNanos;
    }

    static MemberPresence offline(Duration expiry) {
        return new MemberPresence(expiry, false, null, 0);
    }

    /** Of somebody who was online as far as is known. The trigger starts anew, so that heartbeats have time to come. */
    static MemberPresence resumed(Duration expiry, Instant lastActiveAt, long nowNanos) {
        return new MemberPresence(expiry, true, lastActiveAt, nowNanos);
    }

    /** @return the change, if it is one */
    Optional<Event.Presence> heartbeat(Instant now, long nowNanos) {
        lastActiveAt = now;
        heardAtNanos = nowNanos;
        if (online) {
            return Optional.empty();
        }
        online = true;
        return Optional.of(current());
    }

    /** @return the change, if the time of the trigger has come */
    Optional<Event.Presence> trigger(long nowNanos) {
        if (!online || untilTrigger(nowNanos).compareTo(Duration.ZERO) > 0) {
            return Optional.empty();
        }
        online = false;
        return Optional.of(current());
    }

    /** Zero or less when its time has come. Of no meaning for a member who is offline. */
    Duration untilTrigger(long nowNanos) {
        return expiry.minusNanos(nowNanos - heardAtNanos);
    }

    boolean isOnline() {
        return online;
    }

    Event.Presence current() {
        return new Event.Presence(online, lastActiveAt);
    }
}
