package io.ovation.likes.http.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /videos/{video}}.
 *
 * @param likes by reaction, in all data centres as far as is known in this one
 * @param viewers absent if the dispatchers did not say in time
 * @param comments oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VideoView(
        String video, Map<String, Long> likes, @Nullable Integer viewers, List<CommentView> comments) {

    /** @param live what the topic's actor knows */
    public static VideoView of(Topic video, Stored stored, Optional<TopicMessage.Description> live) {
        Totals totals =
                stored.totals().merge(live.map(TopicMessage.Description::totals).orElse(Totals.NONE));
        Integer viewers = live.map(TopicMessage.Description::viewers).orElse(null);
        return new VideoView(
                video.id(),
                totals.sum(),
                viewers,
                stored.comments().stream().map(CommentView::of).toList());
    }

    /** What the store of this data centre holds. */
    public record Stored(Totals totals, List<Comment> comments) {}
}
