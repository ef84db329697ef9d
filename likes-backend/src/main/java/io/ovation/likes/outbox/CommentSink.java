package io.ovation.likes.outbox;

import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;

/** The way of comments to topic actors; it may lose some. */
@FunctionalInterface
public interface CommentSink {

    void publish(Topic topic, TopicMessage.PublishComment comment);

    /** To the topic's actor in this data centre. */
    static CommentSink of(TopicRegion region) {
        return (topic, comment) -> region.topic(topic).tell(comment);
    }
}
