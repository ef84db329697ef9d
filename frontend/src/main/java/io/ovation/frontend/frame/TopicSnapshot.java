package io.ovation.frontend.frame;

import io.ovation.common.event.Event;
import io.ovation.common.log.Comment;
import io.ovation.common.log.EventId;
import io.ovation.common.topic.Topic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a topic stands.
 *
 * @param likes by reaction
 * @param comments the latest, oldest first
 * @param presence of the member whom the topic is about; null if it is about none, or nobody knows
 * @param id a stream that breaks off here goes on from it
 */
public record TopicSnapshot(
        Topic topic,
        Map<String, Long> likes,
        int viewers,
        List<Comment> comments,
        Event.@Nullable Presence presence,
        EventId id) {}
