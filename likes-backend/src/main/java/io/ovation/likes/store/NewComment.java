package io.ovation.likes.store;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;

/**
 * A comment and where it was made.
 *
 * @param ours whether it was made in this data centre, which then has to publish it
 */
public record NewComment(Topic topic, Comment comment, boolean ours) {

    public static NewComment ours(Topic topic, Comment comment) {
        return new NewComment(topic, comment, true);
    }

    /** Another data centre publishes it. */
    public static NewComment foreign(Topic topic, Comment comment) {
        return new NewComment(topic, comment, false);
    }
}
