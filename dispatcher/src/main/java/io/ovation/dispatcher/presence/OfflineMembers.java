package io.ovation.dispatcher.presence;

import io.ovation.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** When the members of a bucket were last active who are not online; the one longest away makes room for another. */
final class OfflineMembers {

    private final int limit;
    private final Duration remember;
    private final Map<String, Instant> lastActive = new LinkedHashMap<>();

    OfflineMembers(int limit, Duration remember) {
        this.limit = limit;
        this.remember = remember;
    }

    /** @return whether another one had to make room */
    boolean put(String member, Instant lastActiveAt) {
        lastActive.remove(member);
        lastActive.put(member, lastActiveAt);
        if (lastActive.size() <= limit) {
            return false;
        }
        removeFirst();
        return true;
    }

    void remove(String member) {
        lastActive.remove(member);
    }

    Optional<Event.Presence> find(String member) {
        return Optional.ofNullable(lastActive.get(member)).map(at -> new Event.Presence(false, at));
    }

    /** Drops those away for too long. They are nearly in that order; one that is not is dropped a little late. */
    void forget(Instant now) {
        Instant oldest = now.minus(remember);
        while (!lastActive.isEmpty() && lastActive.values().iterator().next().isBefore(oldest)) {
            removeFirst();
        }
    }

    private void removeFirst() {
        Iterator<Instant> first = lastActive.values().iterator();
        first.next();
        first.remove();
    }
}
