package io.ovation.likes.commit;

import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LikesKey;
import org.jspecify.annotations.Nullable;

/**
 * Likes of one reaction, as a publisher gave them.
 *
 * @param mediaTime seconds into the video, if known
 */
public record LikesGiven(
        Topic topic, String reaction, long count, @Nullable Double mediaTime) {

    LikesKey key() {
        return new LikesKey(topic, reaction);
    }
}
