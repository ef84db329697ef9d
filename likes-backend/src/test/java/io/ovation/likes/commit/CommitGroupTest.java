package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import io.ovation.likes.publish.TopicLikes;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.NewComment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitGroupTest {

    private static final Topic A = Topic.video("a");
    private static final Topic B = Topic.video("b");

    @Test
    void batch_addsUpLikesOfAllWrites() {
        CommitGroup group = new CommitGroup(List.of(
                Write.of(List.of(new LikesGiven(A, "heart", 2, null), new LikesGiven(B, "heart", 1, null))),
                Write.of(List.of(new LikesGiven(A, "heart", 3, null), new LikesGiven(A, "wow", 1, null)))));

        assertThat(group.batch().likes())
                .isEqualTo(
                        Map.of(new LikesKey(A, "heart"), 5L, new LikesKey(A, "wow"), 1L, new LikesKey(B, "heart"), 1L));
    }

    @Test
    void likes_areOneEventForEachTopic() {
        CommitGroup group = new CommitGroup(List.of(
                Write.of(List.of(new LikesGiven(A, "heart", 2, 10.0), new LikesGiven(A, "wow", 1, 11.0))),
                Write.of(List.of(new LikesGiven(A, "heart", 1, null), new LikesGiven(B, "heart", 4, null)))));
        Committed committed = new Committed(
                Map.of(new LikesKey(A, "heart"), 103L, new LikesKey(A, "wow"), 7L, new LikesKey(B, "heart"), 4L),
                List.of());

        assertThat(group.likes(committed, "west"))
                .containsExactlyInAnyOrder(
                        new TopicLikes(
                                A,
                                new Event.Likes(
                                        Map.of("heart", 3L, "wow", 1L),
                                        Totals.of("west", Map.of("heart", 103L, "wow", 7L)),
                                        11.0)),
                        new TopicLikes(
                                B, new Event.Likes(Map.of("heart", 4L), Totals.of("west", Map.of("heart", 4L)), null)));
    }

    @Test
    void comments_areKeptInOrder_andOnlyOursAreToBePublished() {
        Comment comment = new Comment("1", "ada", "hi", Instant.EPOCH, null);
        NewComment foreign = NewComment.foreign(A, comment);
        NewComment ours = NewComment.ours(B, comment);
        CommitGroup group = new CommitGroup(List.of(Write.of(foreign), Write.of(ours)));

        assertThat(group.batch().comments()).containsExactly(foreign, ours);
        assertThat(group.toPublish()).isOne();
    }
}
