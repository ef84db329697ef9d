package io.ovation.likes.publish;

import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicRegion;

/** Where entries and marks are published; some may get lost. */
@FunctionalInterface
public interface LogSink {

    void tell(LogMessage message);

    /** To the topic's actor in this data centre. */
    static LogSink of(TopicRegion region) {
        return message -> region.topic(message.topic()).tell(message);
    }
}
