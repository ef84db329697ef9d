package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.topic.Topic;
import io.ovation.likes.publish.TopicEvent;
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
    void events_holdOneForTheLikesOfEachTopic() {
        CommitGroup group = new CommitGroup(List.of(
                Write.of(List.of(new LikesGiven(A, "heart", 2, 10.0), new LikesGiven(A, "wow", 1, 11.0))),
                Write.of(List.of(new LikesGiven(A, "heart", 1, null), new LikesGiven(B, "heart", 4, null)))));
        Committed committed = new Committed(
                Map.of(new LikesKey(A, "heart"), 103L, new LikesKey(A, "wow"), 7L, new LikesKey(B, "heart"), 4L),
                List.of());

        assertThat(group.events(committed, "west"))
                .containsExactlyInAnyOrder(
                        new TopicEvent(
                                A,
                                new Event.Likes(
                                        "west",
                                        Map.of("heart", 3L, "wow", 1L),
                                        Map.of("heart", 103L, "wow", 7L),
                                        11.0)),
                        new TopicEvent(B, new Event.Likes("west", Map.of("heart", 4L), Map.of("heart", 4L), null)));
    }

    @Test
    void events_holdCommentsAsTheStoreHasThem() {
        NewComment retry = new NewComment(A, new Comment("1", "ada", "retry", Instant.EPOCH, null));
        NewComment kept = new NewComment(A, new Comment("1", "ada", "first", Instant.EPOCH, null));
        NewComment other = new NewComment(B, new Comment("2", "ada", "other", Instant.EPOCH, null));
        CommitGroup group = new CommitGroup(List.of(Write.of(retry), Write.of(other)));

        assertThat(group.batch().comments()).containsExactly(retry, other);
        assertThat(group.events(new Committed(Map.of(), List.of(kept, other)), "west"))
                .containsExactly(
                        new TopicEvent(A, new Event.Commented(kept.comment())),
                        new TopicEvent(B, new Event.Commented(other.comment())));
    }
}
