package io.ovation.frontend.crowd;

import io.ovation.common.event.Event;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is typing on a topic, as far as it takes to know whether they are too many to be named. Then viewers are told how
 * many they are, once in a while. All times are {@link System#nanoTime()}.
 */
final class TypingCrowd {

    /** How often a number is told at most. */
    static final Duration COUNT_INTERVAL = Duration.ofSeconds(1);

    /** A larger crowd counts as this many. */
    static final int MOST = 10_000;

    /** What viewers are told of somebody who types. */
    enum Told {
        NAME,
        COUNT,
        NOTHING
    }

    private final int named;
    private final Map<String, Long> expiries = new LinkedHashMap<>();
    private long countedAtNanos;
    private boolean counted;

    /** @param named how many are told by name at most */
    TypingCrowd(int named) {
        this.named = named;
    }

    Told add(Event.Typing typing, long nowNanos) {
        expire(nowNanos);
        // Takes its place at the end, so that those there are in the order in which they expire.
        boolean known = expiries.remove(typing.member()) != null;
        if (known || expiries.size() < MOST) {
            expiries.put(
                    typing.member(),
                    nowNanos + Duration.ofSeconds(typing.expiresInSeconds()).toNanos());
        }
        if (expiries.size() <= named) {
            return Told.NAME;
        }
        if (counted && nowNanos - countedAtNanos < COUNT_INTERVAL.toNanos()) {
            return Told.NOTHING;
        }
        counted = true;
        countedAtNanos = nowNanos;
        return Told.COUNT;
    }

    int count() {
        return expiries.size();
    }

    private void expire(long nowNanos) {
        Iterator<Long> oldest = expiries.values().iterator();
        while (oldest.hasNext() && nowNanos - oldest.next() >= 0) {
            oldest.remove();
        }
    }
}
