package io.ovation.likes.http.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.log.Comment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A comment as {@code GET /videos/{video}} shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CommentView(
        String id,
        String member,
        String text,
        Instant at,
        @Nullable Double mediaTime,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean featured) {

    static CommentView of(Comment comment) {
        return new CommentView(
                comment.id(), comment.member(), comment.text(), comment.at(), comment.mediaTime(), comment.featured());
    }
}
