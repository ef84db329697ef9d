package io.ovation.frontend.frame;

import io.ovation.common.log.EventId;
import io.ovation.common.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * One event, for whoever does not want it as part of a stream.
 *
 * @param topic null if it is about the stream itself
 * @param id null if nothing can be resumed from it
 * @param json its data
 */
@SuppressWarnings("ArrayRecordComponent")
public record StreamEvent(
        EventName name, @Nullable Topic topic, @Nullable EventId id, byte[] json) {}
