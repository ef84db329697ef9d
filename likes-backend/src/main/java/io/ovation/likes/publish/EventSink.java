package io.ovation.likes.publish;

import io.ovation.common.event.Event;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;

/** Where likes and typing are published, once. */
@FunctionalInterface
public interface EventSink {

    void publish(Topic topic, Event event);

    /** To the topic's actor in this data centre. */
    static EventSink of(TopicRegion region) {
        return (topic, event) -> region.topic(topic).tell(new TopicMessage.Publish(event));
    }
}
