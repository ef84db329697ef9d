package io.ovation.likes.http;

import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How many connections watch a topic. */
@FunctionalInterface
public interface ViewerCount {

    /** @return never fails; empty if nobody can say in time */
    CompletionStage<Optional<Integer>> of(Topic topic);

    /** Asks the topic's actor. */
    static ViewerCount from(TopicRegion region, Duration timeout) {
        return topic -> region.topic(topic)
                .ask(TopicMessage.CountViewers::new, timeout)
                .handle((count, failure) -> failure == null ? Optional.of(count.viewers()) : Optional.empty());
    }
}
