package io.ovation.frontend.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose the connections of one event loop are, as far as their viewers said so.
 *
 * @param <C> a connection
 */
final class Members<C> {

    private final Map<C, String> members = new HashMap<>();
    private final Map<String, Set<C>> connections = new HashMap<>();

    /** @return whether it is the member's first here */
    boolean add(C connection, String member) {
        members.put(connection, member);
        // Nearly all have one connection, which the JDK's compact set of one holds.
        return connections.merge(member, Set.of(connection), Members::both).size() == 1;
    }

    /** @return the member, if that was the last of theirs */
    Optional<String> remove(C connection) {
        String member = members.remove(connection);
        if (member == null) {
            return Optional.empty();
        }
        Set<C> left = connections.computeIfPresent(member, (same, all) -> without(all, connection));
        return left == null ? Optional.of(member) : Optional.empty();
    }

    Collection<C> of(String member) {
        return connections.getOrDefault(member, Set.of());
    }

    /** Everybody who has a connection. */
    Collection<String> all() {
        return connections.keySet();
    }

    private static <C> Set<C> both(Set<C> known, Set<C> added) {
        Set<C> both = known instanceof HashSet ? known : new HashSet<>(known);
        both.addAll(added);
        return both;
    }

    private static <C> @Nullable Set<C> without(Set<C> all, C connection) {
        if (all.size() == 1) {
            return null;
        }
        all.remove(connection);
        return all;
    }
}
