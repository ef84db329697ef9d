package io.ovation.frontend.delivery;

import io.ovation.common.memory.ByteBudget;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.replay.FrameCache;
import io.ovation.frontend.topic.TopicSettings;
import java.util.function.BiConsumer;

/**
 * What the actors of a node's topics share.
 *
 * @param topicActors tells a topic's actor, wherever it is
 * @param windows what logs may take in memory
 * @param cache of what has been encoded for those who join
 */
public record TopicsShared(
        NodeIdentity node,
        TopicSettings settings,
        BiConsumer<Topic, TopicMessage> topicActors,
        AllTopics topics,
        ByteBudget windows,
        FrameCache cache,
        TopicMetrics metrics,
        Tracing tracing) {

    /** Answers that may be under way to an event loop, all actors together. */
    private static final int ANSWERS_PER_LOOP = 64;

    private static final int LEAST = 8;

    /** The same of one actor. */
    int answersPerLoop() {
        return Math.max(LEAST, ANSWERS_PER_LOOP / settings.actors());
    }
}
