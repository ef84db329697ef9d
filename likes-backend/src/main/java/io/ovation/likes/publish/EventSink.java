package io.ovation.likes.publish;

import io.ovation.common.event.Event;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Tracing;

/** Where likes and typing are published, once. */
@FunctionalInterface
public interface EventSink {

    void publish(Topic topic, Event event);

    /** To the topic's actor in this data centre. */
    static EventSink of(TopicRegion region, Tracing tracing) {
        EventSink sink = (topic, event) -> {
            // Before it is sent, for it may be there at once.
            tracing.reached(Stage.PUBLISHED, event);
            region.topic(topic).tell(new TopicMessage.Publish(event));
        };
        Drill drill = tracing.drill();
        return drill.isAt(Stage.PUBLISHED) ? (topic, event) -> drill.pass(() -> sink.publish(topic, event)) : sink;
    }
}
