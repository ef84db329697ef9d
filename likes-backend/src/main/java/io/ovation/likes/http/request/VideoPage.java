package io.ovation.likes.http.request;

import akka.http.javadsl.model.Query;
import io.ovation.common.http.Ids;
import io.ovation.common.http.Problem;
import io.ovation.common.log.Comment;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LikesStore;
import java.util.List;
import java.util.Optional;

/**
 * Which comments of a video a client wants to see.
 *
 * @param before the id of a comment; those before it are meant, else the most recent
 */
public record VideoPage(Topic video, int limit, Optional<String> before) {

    public static VideoPage from(String video, Query query, RequestLimits limits) {
        QueryParameters.requireKnown(query, "limit", "before");
        Optional<String> before = QueryParameters.only(query, "before").map(id -> Ids.require("before", id));
        return new VideoPage(Topic.video(Ids.require("video", video)), limit(query, limits), before);
    }

    private static int limit(Query query, RequestLimits limits) {
        Optional<String> limit = QueryParameters.only(query, "limit");
        if (limit.isEmpty()) {
            return limits.comments();
        }
        int wanted = limit.get().matches("[0-9]{1,4}") ? Integer.parseInt(limit.get()) : Integer.MAX_VALUE;
        if (wanted > limits.maxComments()) {
            throw Problem.invalid("query parameter 'limit' must be a whole number from 0 to " + limits.maxComments())
                    .asException();
        }
        return wanted;
    }

    public List<Comment> comments(LikesStore store) {
        return before.isPresent()
                ? store.commentsBefore(video, before.get(), limit)
                : store.recentComments(video, limit);
    }
}
