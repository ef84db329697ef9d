package io.ovation.likes.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every likes store keeps its word on. */
abstract class LikesStoreContract {

    static final Topic VIDEO = Topic.video("42");
    static final Topic OTHER = Topic.conversation("42");

    /** Longer than any test. */
    private static final Duration LONG = Duration.ofHours(1);

    LikesStore store;

    static final String EAST = "dc/east";
    static final String WEST = "dc/west";

    abstract StoreSettings settings(String backend);

    StoreSettings settings() {
        return settings(EAST);
    }

    @BeforeEach
    void open() {
        store = JdbcLikesStore.open(settings());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void commit_returnsTotalsThatIncludeEarlierBatches() {
        store.commit(likes(Map.of(key("heart"), 2L, key("wow"), 1L)));

        Committed committed = store.commit(likes(Map.of(key("heart"), 3L)));

        assertThat(committed.totals()).containsExactly(Map.entry(key("heart"), 5L));
        assertThat(store.totals(VIDEO)).isEqualTo(Map.of("heart", 5L, "wow", 1L));
    }

    @Test
    void totals_areKeptApartByTopic() {
        store.commit(likes(Map.of(key("heart"), 2L, new LikesKey(OTHER, "heart"), 7L)));

        assertThat(store.totals(OTHER)).isEqualTo(Map.of("heart", 7L));
        assertThat(store.totals(Topic.video("unknown"))).isEmpty();
    }

    @Test
    void commit_takesLargeTotalsAndManyKeys() {
        Map<LikesKey, Long> many = new HashMap<>();
        IntStream.range(0, 5_000).forEach(i -> many.put(new LikesKey(Topic.video("v" + i), "heart"), 4_000_000_000L));

        assertThat(store.commit(likes(many)).totals()).isEqualTo(many);
    }

    @Test
    void comment_comesBackAsItWasGiven() {
        Comment comment =
                new Comment("c1", "ada", "naïve 👩‍🚀\n\t'\"; --", Instant.ofEpochMilli(1_700_000_000_123L), 12.5);

        Committed committed = store.commit(comments(NewComment.ours(VIDEO, comment)));

        assertThat(committed.comments()).containsExactly(NewComment.ours(VIDEO, comment));
        assertThat(store.recentComments(VIDEO, 10)).containsExactly(comment);
    }

    @Test
    void comment_ofAFeaturedMemberStaysFeatured() {
        Comment comment = new Comment("c1", "ada", "hi", Instant.ofEpochMilli(1_700_000_000_123L), null, true);

        store.commit(comments(NewComment.ours(VIDEO, comment)));

        assertThat(store.recentComments(VIDEO, 10)).containsExactly(comment);
    }

    @Test
    void comment_withKnownId_staysAsItWasFirstKept() {
        NewComment first = comment(VIDEO, "c1", "first");
        NewComment fresh = comment(VIDEO, "c2", "fresh");
        store.commit(comments(first));

        Committed committed = store.commit(comments(comment(VIDEO, "c1", "retry"), fresh));

        assertThat(committed.comments()).containsExactly(fresh);
        assertThat(store.recentComments(VIDEO, 10)).containsExactly(first.comment(), fresh.comment());
    }

    @Test
    void comment_twiceInOneBatch_isKeptOnce() {
        NewComment first = comment(VIDEO, "c1", "first");

        Committed committed = store.commit(comments(first, comment(VIDEO, "c1", "retry")));

        assertThat(committed.comments()).containsExactly(first);
        assertThat(store.recentComments(VIDEO, 10)).containsExactly(first.comment());
    }

    @Test
    void comments_arePagedInCommitOrder() {
        store.commit(comments(comment(VIDEO, "z", "1"), comment(OTHER, "o", "other"), comment(VIDEO, "a", "2")));
        store.commit(comments(comment(VIDEO, "m", "3"), comment(VIDEO, "b", "4")));

        assertThat(store.recentComments(VIDEO, 3)).extracting(Comment::text).containsExactly("2", "3", "4");
        assertThat(store.commentsBefore(VIDEO, "m", 1))
                .extracting(Comment::text)
                .containsExactly("2");
        assertThat(store.commentsBefore(VIDEO, "m", 9))
                .extracting(Comment::text)
                .containsExactly("1", "2");
        assertThat(store.commentsBefore(VIDEO, "z", 9)).isEmpty();
    }

    @Test
    void recentComments_ofNone_areNone() {
        store.commit(comments(comment(VIDEO, "a", "1")));

        assertThat(store.recentComments(VIDEO, 0)).isEmpty();
    }

    @Test
    void unpublishedComments_areFoundInCommitOrderAfterARestart() {
        store.commit(comments(comment(VIDEO, "z", "1"), comment(OTHER, "o", "1")));
        store.commit(comments(comment(VIDEO, "a", "2"), comment(VIDEO, "m", "3")));
        store.close();

        store = JdbcLikesStore.open(settings());

        List<NewComment> unpublished = store.claimUnpublished(Duration.ZERO, LONG, 99);
        assertThat(unpublished)
                .filteredOn(comment -> comment.topic().equals(VIDEO))
                .containsExactly(comment(VIDEO, "z", "1"), comment(VIDEO, "a", "2"), comment(VIDEO, "m", "3"));
        assertThat(unpublished).contains(comment(OTHER, "o", "1")).hasSize(4);
    }

    @Test
    void publishedComments_areNotFoundAgain() {
        store.commit(comments(comment(VIDEO, "a", "1"), comment(VIDEO, "b", "2"), comment(VIDEO, "c", "3")));

        store.removePublished(List.of("a", "c", "nobody's"));

        assertThat(store.claimUnpublished(Duration.ZERO, LONG, 99)).containsExactly(comment(VIDEO, "b", "2"));
        assertThat(store.recentComments(VIDEO, 99)).hasSize(3);
    }

    @Test
    void foreignAndKnownComments_areNotToBePublished() {
        NewComment ours = comment(VIDEO, "a", "1");
        NewComment foreign = NewComment.foreign(VIDEO, comment(VIDEO, "f", "2").comment());
        assertThat(store.commit(comments(ours, foreign)).comments()).containsExactly(ours, foreign);
        store.removePublished(List.of("a"));

        assertThat(store.commit(comments(ours, foreign)).comments()).isEmpty();

        assertThat(store.claimUnpublished(Duration.ZERO, Duration.ZERO, 99)).isEmpty();
        assertThat(store.recentComments(VIDEO, 99)).containsExactly(ours.comment(), foreign.comment());
    }

    @Test
    void unpublishedComments_ofAnotherBackend_areTakenOverOnceTheyAreOld() {
        NewComment comment = comment(VIDEO, "a", "1");
        store.commit(comments(comment));
        try (LikesStore west = JdbcLikesStore.open(settings(WEST))) {
            assertThat(west.claimUnpublished(Duration.ZERO, LONG, 99)).isEmpty();

            assertThat(west.claimUnpublished(Duration.ZERO, Duration.ZERO, 99)).containsExactly(comment);

            assertThat(west.claimUnpublished(Duration.ZERO, LONG, 99)).containsExactly(comment);
            assertThat(store.claimUnpublished(Duration.ZERO, LONG, 99)).isEmpty();
        }
    }

    @Test
    void claim_makesACommentYoungAgain_andLeavesYoungOnesOut() {
        store.commit(comments(comment(VIDEO, "a", "1")));

        assertThat(store.claimUnpublished(LONG, LONG, 99)).isEmpty();
        assertThat(store.claimUnpublished(Duration.ZERO, LONG, 99)).hasSize(1);
        assertThat(store.claimUnpublished(LONG, LONG, 99)).isEmpty();
    }

    @Test
    void claim_findsAllOfItsOwn_andOfOthersNoMoreThanItsLimit() {
        store.commit(comments(comment(VIDEO, "c", "1"), comment(VIDEO, "b", "2"), comment(VIDEO, "a", "3")));

        assertThat(store.claimUnpublished(Duration.ZERO, LONG, 2)).hasSize(3);
        try (LikesStore west = JdbcLikesStore.open(settings(WEST))) {
            assertThat(west.claimUnpublished(LONG, Duration.ZERO, 2))
                    .containsExactly(comment(VIDEO, "c", "1"), comment(VIDEO, "b", "2"));
            assertThat(west.claimUnpublished(LONG, Duration.ZERO, 2)).containsExactly(comment(VIDEO, "a", "3"));
        }
    }

    @Test
    void claim_renewsAllOfItsOwn_soThatTheyGrowOldInCommitOrder() throws SQLException {
        store.commit(comments(comment(VIDEO, "a", "1")));
        age(Duration.ofSeconds(20));
        store.commit(comments(comment(VIDEO, "b", "2")));
        age(Duration.ofSeconds(10));

        assertThat(store.claimUnpublished(Duration.ofSeconds(15), LONG, 99)).containsExactly(comment(VIDEO, "a", "1"));

        try (LikesStore west = JdbcLikesStore.open(settings(WEST))) {
            assertThat(west.claimUnpublished(LONG, Duration.ofSeconds(10), 99)).isEmpty();
        }
    }

    @Test
    void unpublishedComments_areFoundThoughTheClockWasPutBack() throws SQLException {
        store.commit(comments(comment(VIDEO, "a", "1")));
        age(Duration.ofMinutes(-5));

        assertThat(store.claimUnpublished(Duration.ZERO, LONG, 99)).containsExactly(comment(VIDEO, "a", "1"));
    }

    /** As if that time had passed. */
    private void age(Duration duration) throws SQLException {
        try (Connection connection = ConnectionPool.connect(settings());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE comment_outbox SET claimed_at = claimed_at - INTERVAL '"
                    + duration.toSeconds() + "' SECOND");
            connection.commit();
        }
    }

    @Test
    void commentsBefore_idOfAnotherTopic_isEmpty() {
        store.commit(comments(comment(VIDEO, "a", "1"), comment(VIDEO, "b", "2"), comment(OTHER, "o", "3")));

        assertThat(store.commentsBefore(VIDEO, "o", 9)).isEmpty();
        assertThat(store.commentsBefore(VIDEO, "nobody", 9)).isEmpty();
    }

    @Test
    void reopenedStore_holdsWhatWasCommitted() {
        store.commit(new Batch(Map.of(key("heart"), 2L), List.of(comment(VIDEO, "a", "1"))));
        store.close();

        store = JdbcLikesStore.open(settings());

        assertThat(store.totals(VIDEO)).isEqualTo(Map.of("heart", 2L));
        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::id).containsExactly("a");
    }

    static LikesKey key(String reaction) {
        return new LikesKey(VIDEO, reaction);
    }

    static Batch likes(Map<LikesKey, Long> likes) {
        return new Batch(likes, List.of());
    }

    static Batch comments(NewComment... comments) {
        return new Batch(Map.of(), List.of(comments));
    }

    static NewComment comment(Topic topic, String id, String text) {
        return NewComment.ours(topic, new Comment(id, "ada", text, Instant.ofEpochMilli(1_700_000_000_000L), null));
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
