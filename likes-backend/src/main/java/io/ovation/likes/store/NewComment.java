package io.ovation.likes.store;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;

/** A comment and where it was made. */
public record NewComment(Topic topic, Comment comment) {}
