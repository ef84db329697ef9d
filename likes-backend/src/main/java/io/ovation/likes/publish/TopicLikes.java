package io.ovation.likes.publish;

import io.ovation.common.event.Event;
import io.ovation.common.topic.Topic;

/** Likes and the topic they belong to. */
public record TopicLikes(Topic topic, Event.Likes likes) {}
