package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.likes.publish.TopicLikes;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitGroupTest {

    private static final Topic A = Topic.video("a");
    private static final Topic B = Topic.video("b");
    private static final Topic C = Topic.video("c");

    @Test
    void batch_addsUpLikesOfAllWrites() {
        CommitGroup group = new CommitGroup(
                List.of(
                        Write.of(List.of(
                                new LikesGiven(A, "heart", 2, null, 1), new LikesGiven(B, "heart", 1, null, 2))),
                        Write.of(
                                List.of(new LikesGiven(A, "heart", 3, null, 3), new LikesGiven(A, "wow", 1, null, 4)))),
                List.of());

        assertThat(group.batch(Set.of()).likes())
                .isEqualTo(
                        Map.of(new LikesKey(A, "heart"), 5L, new LikesKey(A, "wow"), 1L, new LikesKey(B, "heart"), 1L));
    }

    @Test
    void likes_areOneEventForEachTopic() {
        CommitGroup group = new CommitGroup(
                List.of(
                        Write.of(List.of(new LikesGiven(A, "heart", 2, 10.0, 5), new LikesGiven(A, "wow", 1, 11.0, 6))),
                        Write.of(List.of(
                                new LikesGiven(A, "heart", 1, null, 7), new LikesGiven(B, "heart", 4, null, 8)))),
                List.of());
        Committed committed = new Committed(
                Map.of(new LikesKey(A, "heart"), 103L, new LikesKey(A, "wow"), 7L, new LikesKey(B, "heart"), 4L),
                List.of(),
                Map.of(),
                Map.of(),
                Set.of());

        assertThat(group.events(committed, "west"))
                .containsExactlyInAnyOrder(
                        new TopicLikes(
                                A,
                                new Event.Likes(
                                        Map.of("heart", 3L, "wow", 1L),
                                        Totals.of("west", Map.of("heart", 103L, "wow", 7L)),
                                        11.0,
                                        5)),
                        new TopicLikes(
                                B,
                                new Event.Likes(Map.of("heart", 4L), Totals.of("west", Map.of("heart", 4L)), null, 8)));
        assertThat(group.merged()).extracting(LikesGiven::trace).containsExactly(6L, 7L);
    }

    @Test
    void entriesAndPages_areKeptInOrder() {
        NewEntry first = new NewEntry(A, "west", comment("1"));
        NewEntry second = new NewEntry(B, "west", comment("2"));
        RemotePage page = new RemotePage(new RemoteLog(C, "east"), LogRange.empty(Mark.START), true);
        CommitGroup group = new CommitGroup(List.of(Write.of(first), Write.of(second)), List.of(page));

        Batch batch = group.batch(Set.of(A));

        assertThat(batch.entries()).containsExactly(first, second);
        assertThat(batch.pages()).containsExactly(page);
        assertThat(batch.doubtful()).containsExactly(A);
        assertThat(group.topics()).containsExactlyInAnyOrder(A, B, C);
    }

    private static Comment comment(String id) {
        return new Comment(id, "ada", "hi", Instant.EPOCH, null, false);
    }
}
