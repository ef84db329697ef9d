package io.ovation.access.revocation;

import io.ovation.access.rights.Caller;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Those who are not let in. Never changes: a change makes another one. */
public final class Revocations {

    /** So many may hold at a time. */
    public static final int MOST = 20_000;

    /** One that has ended is remembered for so long, lest a node that has missed it brings back the one before. */
    public static final long REMEMBERED_MILLIS = 24 * 60 * 60 * 1000L;

    public static final Revocations NONE = new Revocations(Map.of());

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private record Key(Revocation.Kind kind, String value) {}

    private final Map<Key, Revocation> all;
    private final long digest;

    /** In the order of their names; made when it is first asked for. */
    private volatile @Nullable List<Revocation> inOrder;

    private Revocations(Map<Key, Revocation> all) {
        this.all = all;
        // A sum, as the order of a map means nothing.
        this.digest = all.values().stream().mapToLong(Revocations::hash).sum();
    }

    /** @return the same if none of them is new */
    public Revocations with(Collection<Revocation> more, long nowMillis) {
        List<Revocation> fresh = more.stream()
                .filter(this::isNew)
                .filter(revocation -> !isForgotten(revocation, nowMillis))
                .toList();
        if (fresh.isEmpty()) {
            return this;
        }
        Map<Key, Revocation> changed = new HashMap<>(all);
        for (Revocation revocation : fresh) {
            changed.merge(keyOf(revocation), revocation, (one, other) -> other.isLaterThan(one) ? other : one);
        }
        return keep(changed, nowMillis);
    }

    /** Without those that ended long ago. */
    Revocations withoutForgotten(long nowMillis) {
        return all.values().stream().anyMatch(revocation -> isForgotten(revocation, nowMillis))
                ? keep(new HashMap<>(all), nowMillis)
                : this;
    }

    /** Where there are too many, those that have ended make room, the oldest first; one that holds never does. */
    private static Revocations keep(Map<Key, Revocation> changed, long nowMillis) {
        changed.values().removeIf(revocation -> isForgotten(revocation, nowMillis));
        int tooMany = changed.size() - MOST;
        if (tooMany > 0) {
            Predicate<Revocation> holds = revocation -> revocation.untilMillis() > nowMillis;
            changed.values().stream()
                    .filter(holds.negate())
                    .sorted(Comparator.comparingLong(Revocations::overMillis))
                    .limit(tooMany)
                    .map(Revocations::keyOf)
                    .toList()
                    .forEach(changed::remove);
        }
        return new Revocations(Map.copyOf(changed));
    }

    boolean isNew(Revocation revocation) {
        Revocation known = all.get(keyOf(revocation));
        return known == null || revocation.isLaterThan(known);
    }

    boolean has(Revocation revocation) {
        return revocation.equals(all.get(keyOf(revocation)));
    }

    /** Whether it may be added: one about what is known already only takes the place of that. */
    public boolean hasRoomFor(Revocation revocation, long nowMillis) {
        return all.size() < MOST
                || all.containsKey(keyOf(revocation))
                || all.values().stream()
                                .filter(known -> known.untilMillis() > nowMillis)
                                .count()
                        < MOST;
    }

    /** The same, but said later than what is known: it is to hold, whatever the clock of whoever said that one. */
    public Revocation afterAll(Revocation revocation) {
        Revocation known = all.get(keyOf(revocation));
        return known == null || revocation.atMillis() > known.atMillis()
                ? revocation
                : new Revocation(revocation.kind(), revocation.value(), known.atMillis() + 1, revocation.untilMillis());
    }

    private static boolean isForgotten(Revocation revocation, long nowMillis) {
        return overMillis(revocation) < nowMillis - REMEMBERED_MILLIS;
    }

    private static long overMillis(Revocation revocation) {
        return Math.max(revocation.atMillis(), revocation.untilMillis());
    }

    public boolean hit(Caller caller, long nowMillis) {
        return !all.isEmpty()
                && (holds(Revocation.Kind.MEMBER, caller.member(), nowMillis)
                        || holds(Revocation.Kind.TOKEN, caller.tokenId(), nowMillis));
    }

    private boolean holds(Revocation.Kind kind, Optional<String> value, long nowMillis) {
        return value.map(known -> all.get(new Key(kind, known)))
                .filter(revocation -> revocation.untilMillis() > nowMillis)
                .isPresent();
    }

    public int size() {
        return all.size();
    }

    /** The same for the same revocations on every node. */
    long digest() {
        return digest;
    }

    public List<Revocation> list() {
        return List.copyOf(all.values());
    }

    /** @return the first of those whose names come after this one, in their order */
    List<Revocation> after(String name, int most) {
        List<Revocation> sorted = inOrder;
        if (sorted == null) {
            sorted = all.values().stream()
                    .sorted(Comparator.comparing(Revocation::name))
                    .toList();
            inOrder = sorted;
        }
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted.get(middle).name().compareTo(name) > 0) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return sorted.subList(from, Math.min(sorted.size(), from + most));
    }

    private static Key keyOf(Revocation revocation) {
        return new Key(revocation.kind(), revocation.value());
    }

    /** FNV-1a. That of a record would differ between processes, because that of an enum does. */
    private static long hash(Revocation revocation) {
        String name = revocation.name();
        long hash = FNV_BASIS;
        for (int at = 0; at < name.length(); at++) {
            hash = mix(hash, name.charAt(at));
        }
        return mix(mix(hash, revocation.atMillis()), revocation.untilMillis());
    }

    private static long mix(long hash, long value) {
        long mixed = hash;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            mixed = (mixed ^ (value >>> shift & 0xff)) * FNV_PRIME;
        }
        return mixed;
    }
}
