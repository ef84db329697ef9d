package io.ovation.likes.publish;

import io.ovation.common.event.Event;
import io.ovation.common.topic.Topic;

/** An event and the topic it belongs to. */
public record TopicEvent(Topic topic, Event event) {}
