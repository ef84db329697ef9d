package io.ovation.likes.publish;

import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Tracing;

/** Where entries and marks are published; some may get lost. */
@FunctionalInterface
public interface LogSink {

    void tell(LogMessage message);

    /** To the topic's actor in this data centre. */
    static LogSink of(TopicRegion region, Tracing tracing) {
        LogSink sink = message -> {
            if (message instanceof LogMessage.Entries entries) {
                // Before they are sent, for they may be there at once.
                entries.range().entries().forEach(entry -> tracing.reached(Stage.PUBLISHED, entry.body()));
            }
            region.topic(message.topic()).tell(message);
        };
        Drill drill = tracing.drill();
        return drill.isAt(Stage.PUBLISHED) ? message -> drill.pass(() -> sink.tell(message)) : sink;
    }
}
