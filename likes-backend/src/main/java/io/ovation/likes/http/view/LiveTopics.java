package io.ovation.likes.http.view;

import io.ovation.common.async.SameThreadStage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the topics' actors know beyond the store: who watches, and what other data centres counted. */
@FunctionalInterface
public interface LiveTopics {

    /** @return never fails; empty if nobody can say in time */
    CompletionStage<Optional<TopicMessage.Description>> describe(Topic topic);

    /** Asks the topic's actor. */
    static LiveTopics from(TopicRegion region, Duration timeout) {
        return topic -> SameThreadStage.of(region.topic(topic).ask(TopicMessage.Describe::new, timeout))
                .handle((description, failure) -> Optional.ofNullable(description));
    }
}
