package io.ovation.frontend.loop;

import io.ovation.common.topic.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection and the topics that it wants.
 *
 * @param <C> a connection
 */
final class Watcher<C> {

    private final C connection;
    private final @Nullable String member;

    /** One or two topics in the compact maps of the JDK are what most connections need. */
    private Map<Topic, TopicWatch<C>> watches = Map.of();

    private boolean passive;

    Watcher(C connection, Optional<String> member) {
        this.connection = connection;
        this.member = member.orElse(null);
    }

    C connection() {
        return connection;
    }

    /** Whose it is, if that was said. */
    Optional<String> member() {
        return Optional.ofNullable(member);
    }

    /** Whether nobody looks at it. */
    boolean isPassive() {
        return passive;
    }

    void setPassive(boolean now) {
        passive = now;
    }

    Set<Topic> topics() {
        return watches.keySet();
    }

    Collection<TopicWatch<C>> watches() {
        return watches.values();
    }

    @Nullable
    TopicWatch<C> watch(Topic topic) {
        return watches.get(topic);
    }

    void add(Collection<TopicWatch<C>> added) {
        Map<Topic, TopicWatch<C>> more = new HashMap<>(watches);
        added.forEach(watch -> more.put(watch.topic(), watch));
        watches = Map.copyOf(more);
    }

    void remove(Collection<Topic> topics) {
        Map<Topic, TopicWatch<C>> fewer = new HashMap<>(watches);
        fewer.keySet().removeAll(topics);
        watches = Map.copyOf(fewer);
    }
}
