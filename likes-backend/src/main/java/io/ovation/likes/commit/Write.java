package io.ovation.likes.commit;

import io.ovation.likes.store.NewComment;
import java.util.List;

/** What one publisher asked to keep: all of it or nothing. */
public record Write(List<LikesGiven> likes, List<NewComment> comments) {

    public static Write of(List<LikesGiven> likes) {
        return new Write(List.copyOf(likes), List.of());
    }

    public static Write of(NewComment comment) {
        return new Write(List.of(), List.of(comment));
    }

    /** How many comments this data centre will have to publish. */
    int toPublish() {
        return (int) comments.stream().filter(NewComment::ours).count();
    }

    int size() {
        return likes.size() + comments.size();
    }
}
