package io.ovation.frontend.delivery;

import akka.actor.typed.ActorRef;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.link.TopicsMessage;
import io.ovation.frontend.replay.FrameCache;
import io.ovation.frontend.topic.LocalTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The topics that one actor has, and when something is due for each. Times are {@link System#nanoTime()}. */
final class WatchedTopics {

    private final FrameCache cache;
    private final AllTopics ofNode;
    private final Map<Topic, LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join>> topics = new HashMap<>();
    private final Deadlines<Topic> deadlines = new Deadlines<>();

    /**
     * @param cache gives up what it has of topics that are not watched any more
     * @param ofNode those of all actors
     */
    WatchedTopics(FrameCache cache, AllTopics ofNode) {
        this.cache = cache;
        this.ofNode = ofNode;
    }

    /** Null if it is not watched. */
    @Nullable
    LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> find(Topic topic) {
        return topics.get(topic);
    }

    void add(LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local) {
        topics.put(local.topic(), local);
        ofNode.add(local.topic(), local.viewers()::count);
    }

    List<Topic> names() {
        return new ArrayList<>(topics.keySet());
    }

    /** As they are now. */
    Collection<LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join>> all() {
        return List.copyOf(topics.values());
    }

    /** Does what is due now that something has changed. */
    void settle(LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local, long nowNanos) {
        long next = local.nextNanos(nowNanos);
        if (next - nowNanos <= 0) {
            run(local, nowNanos);
        } else {
            deadlines.set(local.topic(), next);
        }
    }

    /** Does what is due for any. */
    void runDue(long nowNanos) {
        for (Topic topic = deadlines.takeDue(nowNanos); topic != null; topic = deadlines.takeDue(nowNanos)) {
            LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local = topics.get(topic);
            if (local != null) {
                run(local, nowNanos);
            }
        }
    }

    /** When something is due for any; empty if there is none. */
    OptionalLong nextNanos() {
        return deadlines.nextNanos();
    }

    void closeAll() {
        topics.values().forEach(this::close);
    }

    private void run(LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local, long nowNanos) {
        if (local.run(nowNanos)) {
            deadlines.set(local.topic(), local.nextNanos(nowNanos));
        } else {
            topics.remove(local.topic());
            deadlines.remove(local.topic());
            close(local);
        }
    }

    private void close(LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local) {
        ofNode.remove(local.topic());
        cache.forget(local.log());
        local.close();
    }
}
