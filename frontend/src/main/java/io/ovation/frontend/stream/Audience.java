package io.ovation.frontend.stream;

import io.ovation.common.topic.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The topic → connections map of one event loop, in memory only.
 *
 * <p>A connection first wants a topic, and joins it once the topic's snapshot is at hand; in between it gets none of
 * the topic's events, because the snapshot will include them. Those of passive connections, at which nobody looks, are
 * kept apart, so that whoever tells a topic's events need not ask each.
 *
 * @param <C> a connection
 */
final class Audience<C> {

    private final Map<C, Set<Topic>> wanted = new HashMap<>();
    private final Set<C> passive = new HashSet<>();
    private final Map<Topic, Set<C>> joined = new HashMap<>();
    private final Map<Topic, Set<C>> joinedPassively = new HashMap<>();

    /** Replaces what a connection wants; it leaves at once what it does not want any more. */
    void want(C connection, Set<Topic> topics) {
        for (Topic topic : wanted(connection)) {
            if (!topics.contains(topic)) {
                leave(connection, topic);
            }
        }
        // One or two topics in the compact sets of the JDK are what most connections need.
        wanted.put(connection, Set.copyOf(topics));
    }

    /** @return whether it is in now; not if it does not want the topic any more */
    boolean join(C connection, Topic topic) {
        if (!wanted(connection).contains(topic)) {
            return false;
        }
        (passive.contains(connection) ? joinedPassively : joined)
                .computeIfAbsent(topic, any -> new HashSet<>())
                .add(connection);
        return true;
    }

    /** @param now whether nobody looks at it */
    void setPassive(C connection, boolean now) {
        if (now == passive.contains(connection)) {
            return;
        }
        Set<Topic> topics = wanted(connection).stream()
                .filter(topic -> has(connection, topic))
                .collect(Collectors.toSet());
        topics.forEach(topic -> leave(connection, topic));
        if (now) {
            passive.add(connection);
        } else {
            passive.remove(connection);
        }
        topics.forEach(topic -> join(connection, topic));
    }

    boolean isPassive(C connection) {
        return passive.contains(connection);
    }

    /** @return what it wanted */
    Set<Topic> remove(C connection) {
        Set<Topic> topics = wanted(connection);
        topics.forEach(topic -> leave(connection, topic));
        wanted.remove(connection);
        passive.remove(connection);
        return topics;
    }

    Set<Topic> wanted(C connection) {
        return wanted.getOrDefault(connection, Set.of());
    }

    /** Those at which somebody looks. */
    Collection<C> of(Topic topic) {
        return joined.getOrDefault(topic, Set.of());
    }

    Collection<C> passiveOf(Topic topic) {
        return joinedPassively.getOrDefault(topic, Set.of());
    }

    /** Whether it has joined the topic. */
    boolean has(C connection, Topic topic) {
        return of(topic).contains(connection) || passiveOf(topic).contains(connection);
    }

    Collection<C> connections() {
        return wanted.keySet();
    }

    private void leave(C connection, Topic topic) {
        (passive.contains(connection) ? joinedPassively : joined).computeIfPresent(topic, (same, connections) -> {
            connections.remove(connection);
            return connections.isEmpty() ? null : connections;
        });
    }

    /** What a connection would want after a change. */
    static Set<Topic> change(Set<Topic> topics, List<Topic> subscribe, List<Topic> unsubscribe) {
        Set<Topic> changed = new LinkedHashSet<>(topics);
        changed.addAll(subscribe);
        unsubscribe.forEach(changed::remove);
        return changed;
    }
}
