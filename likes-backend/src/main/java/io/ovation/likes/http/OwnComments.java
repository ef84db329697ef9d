package io.ovation.likes.http;

import io.ovation.access.rights.Caller;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LogReads;
import java.util.Optional;

/** Comments that somebody may take back: their own, and all of topics that they moderate. */
final class OwnComments {

    private OwnComments() {}

    /** @return where the comment was made; empty if there is none, or it is none of the caller's */
    static Optional<Topic> topicOf(String commentId, LogReads store, Caller caller) {
        return store.topicOf(commentId)
                .filter(topic -> caller.moderates(topic)
                        || store.memberOf(commentId).filter(caller::is).isPresent());
    }
}
