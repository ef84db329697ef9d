package io.ovation.likes.commit;

import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Traceable;
import io.ovation.common.trace.TracedKind;
import io.ovation.likes.store.LikesKey;
import org.jspecify.annotations.Nullable;

/**
 * Likes of one reaction, as a publisher gave them.
 *
 * @param mediaTime seconds into the video, if known
 */
public record LikesGiven(
        Topic topic, String reaction, long count, @Nullable Double mediaTime, long trace) implements Traceable {

    @Override
    public TracedKind tracedKind() {
        return TracedKind.LIKES;
    }

    LikesKey key() {
        return new LikesKey(topic, reaction);
    }
}
