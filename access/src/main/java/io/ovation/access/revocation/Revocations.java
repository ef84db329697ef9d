package io.ovation.access.revocation;

import io.ovation.access.rights.Caller;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those who are not let in. Never changes: a change makes another one. */
public final class Revocations {

    public static final Revocations NONE = new Revocations(Map.of());

    /** One that has ended is remembered for so long, lest a node that has missed it brings back the one before. */
    private static final long REMEMBERED_MILLIS = 24 * 60 * 60 * 1000L;

    private record Key(Revocation.Kind kind, String value) {}

    private final Map<Key, Revocation> all;

    private Revocations(Map<Key, Revocation> all) {
        this.all = all;
    }

    /** @return the same if none of them is new */
    public Revocations with(Collection<Revocation> more, long nowMillis) {
        List<Revocation> fresh = more.stream().filter(this::isNew).toList();
        if (fresh.isEmpty()) {
            return this;
        }
        Map<Key, Revocation> changed = new HashMap<>(all);
        for (Revocation revocation : fresh) {
            changed.merge(keyOf(revocation), revocation, (one, other) -> other.isLaterThan(one) ? other : one);
        }
        changed.values().removeIf(revocation -> isForgotten(revocation, nowMillis));
        return new Revocations(Map.copyOf(changed));
    }

    boolean isNew(Revocation revocation) {
        Revocation known = all.get(keyOf(revocation));
        return known == null || revocation.isLaterThan(known);
    }

    private static boolean isForgotten(Revocation revocation, long nowMillis) {
        return revocation.untilMillis() < nowMillis - REMEMBERED_MILLIS
                && revocation.atMillis() < nowMillis - REMEMBERED_MILLIS;
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

    public List<Revocation> list() {
        return List.copyOf(all.values());
    }

    private static Key keyOf(Revocation revocation) {
        return new Key(revocation.kind(), revocation.value());
    }
}
