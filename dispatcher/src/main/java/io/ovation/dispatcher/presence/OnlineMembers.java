package io.ovation.dispatcher.presence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The actors of a bucket's members, and how many heartbeats each was sent: one that says that its member is offline may
 * go if it has had them all.
 *
 * @param <A> an actor
 */
final class OnlineMembers<A> {

    private static final class Entry<A> {
        private final A actor;
        private long heartbeats;

        Entry(A actor) {
            this.actor = actor;
        }
    }

    private final int limit;
    private final Map<String, Entry<A>> members = new HashMap<>();

    OnlineMembers(int limit) {
        this.limit = limit;
    }

    void add(String member, A actor) {
        members.put(member, new Entry<>(actor));
    }

    Optional<A> find(String member) {
        return Optional.ofNullable(members.get(member)).map(entry -> entry.actor);
    }

    /**
     * Counts a heartbeat.
     *
     * @return who is to have it; empty if the member is not online
     */
    Optional<A> beat(String member) {
        Entry<A> entry = members.get(member);
        if (entry == null) {
            return Optional.empty();
        }
        entry.heartbeats++;
        return Optional.of(entry.actor);
    }

    /** @return the actor if it has had so many heartbeats as it was sent; it is gone then */
    Optional<A> removeIfHeard(String member, long heartbeats) {
        Entry<A> entry = members.get(member);
        if (entry == null || entry.heartbeats != heartbeats) {
            return Optional.empty();
        }
        members.remove(member);
        return Optional.of(entry.actor);
    }

    /** @return whether it was there */
    boolean removeIfIs(String member, A actor) {
        Entry<A> entry = members.get(member);
        return entry != null && entry.actor.equals(actor) && members.remove(member, entry);
    }

    Set<String> names() {
        return Set.copyOf(members.keySet());
    }

    int size() {
        return members.size();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    boolean isFull() {
        return members.size() >= limit;
    }
}
