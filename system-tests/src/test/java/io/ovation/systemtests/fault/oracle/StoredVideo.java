package io.ovation.systemtests.fault.oracle;

import java.util.List;
import java.util.Map;

/**
 * What {@code GET /videos/{video}} of one data centre tells after everything has settled.
 *
 * @param where the data centre
 * @param comments all of them, oldest first
 * @param viewers how many it counts
 */
public record StoredVideo(String where, String topic, Map<String, Long> likes, List<Comment> comments, int viewers) {

    public StoredVideo {
        likes = Map.copyOf(likes);
        comments = List.copyOf(comments);
    }

    long allLikes() {
        return likes.values().stream().mapToLong(Long::longValue).sum();
    }
}
