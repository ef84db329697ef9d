package io.ovation.likes.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.event.Comment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /videos/{video}}.
 *
 * @param likes by reaction, as counted in this data centre
 * @param viewers absent if the dispatchers did not say in time
 * @param comments oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VideoView(
        String video, Map<String, Long> likes, @Nullable Integer viewers, List<Comment> comments) {

    VideoView watchedBy(Optional<Integer> count) {
        return new VideoView(video, likes, count.orElse(null), comments);
    }
}
