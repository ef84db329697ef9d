package io.ovation.frontend.link;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose the connections of one event loop are, as far as their viewers said so. The loop keeps it, and any thread may ask
 * whether a member is there.
 *
 * @param <C> a connection
 */
public final class LoopMembers<C> {

    private final Map<String, Set<C>> connections = new ConcurrentHashMap<>();

    public void add(C connection, String member) {
        // Nearly all have one connection, which the JDK's compact set of one holds.
        connections.merge(member, Set.of(connection), LoopMembers::both);
    }

    public void remove(C connection, String member) {
        connections.computeIfPresent(member, (same, all) -> without(all, connection));
    }

    /** To be called by the loop. */
    public Collection<C> of(String member) {
        return connections.getOrDefault(member, Set.of());
    }

    boolean isPresent(String member) {
        return connections.containsKey(member);
    }

    private static <C> Set<C> both(Set<C> known, Set<C> added) {
        Set<C> both = known instanceof HashSet ? known : new HashSet<>(known);
        both.addAll(added);
        return both;
    }

    private static <C> @Nullable Set<C> without(Set<C> all, C connection) {
        if (all.size() == 1) {
            return all.contains(connection) ? null : all;
        }
        all.remove(connection);
        return all;
    }
}
