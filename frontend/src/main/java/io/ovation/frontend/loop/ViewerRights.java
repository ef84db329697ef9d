package io.ovation.frontend.loop;

import io.ovation.access.rights.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What those who watch may watch, and until when. Knows nobody where access is open.
 *
 * @param <C> a connection
 */
final class ViewerRights<C> {

    /** How long before the end a viewer hears of it. */
    static final Duration WARNING = Duration.ofSeconds(10);

    /** What has to be said to some now. */
    record Due<C>(List<C> expiring, List<C> expired) {}

    /** @param next when something has to be said; never without an expiry */
    private record Held(Caller caller, Optional<Instant> next) {}

    private final Map<C, Held> held = new HashMap<>();

    /** Whole seconds, so that those whose tokens were made together are together. */
    private final NavigableMap<Long, Set<C>> due = new TreeMap<>();

    /** In place of what it had before. */
    void give(C connection, Caller caller, Instant now) {
        take(connection);
        if (caller.member().isPresent()) {
            put(connection, caller, caller.expiry().map(expiry -> latest(expiry.minus(WARNING), now)));
        }
    }

    /** The same for one that is not warned: what it is told is its answer, and the last that it hears. */
    void giveUnwarned(C connection, Caller caller) {
        take(connection);
        if (caller.member().isPresent()) {
            put(connection, caller, caller.expiry());
        }
    }

    List<C> those(Predicate<Caller> who) {
        return held.entrySet().stream()
                .filter(entry -> who.test(entry.getValue().caller()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The connection has ended. */
    void take(C connection) {
        Held before = held.remove(connection);
        if (before != null) {
            before.next().ifPresent(next -> remove(secondOf(next), connection));
        }
    }

    Caller of(C connection) {
        Held known = held.get(connection);
        return known == null ? Caller.UNRESTRICTED : known.caller();
    }

    /** Of one whose rights end. */
    long secondsLeft(C connection, Instant now) {
        return secondOf(of(connection).expiry().orElseThrow()) - now.getEpochSecond();
    }

    /** @param most so many at a time; the others come next */
    Due<C> due(Instant now, int most) {
        Due<C> result = new Due<>(new ArrayList<>(), new ArrayList<>());
        while (!due.isEmpty() && due.firstKey() <= now.getEpochSecond() && count(result) < most) {
            C connection = due.firstEntry().getValue().iterator().next();
            Caller caller = of(connection);
            take(connection);
            if (caller.expiry().orElseThrow().isAfter(now)) {
                put(connection, caller, caller.expiry());
                result.expiring().add(connection);
            } else {
                result.expired().add(connection);
            }
        }
        return result;
    }

    private void put(C connection, Caller caller, Optional<Instant> next) {
        held.put(connection, new Held(caller, next));
        next.ifPresent(time -> due.computeIfAbsent(secondOf(time), any -> new LinkedHashSet<>())
                .add(connection));
    }

    private void remove(long second, C connection) {
        Set<C> others = due.get(second);
        if (others != null && others.remove(connection) && others.isEmpty()) {
            due.remove(second);
        }
    }

    /** The first at which it is over. */
    private static long secondOf(Instant time) {
        return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }

    private static int count(Due<?> due) {
        return due.expiring().size() + due.expired().size();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
