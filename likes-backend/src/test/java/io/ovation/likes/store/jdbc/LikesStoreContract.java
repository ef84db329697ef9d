package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.EntryBody;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.NewEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every likes store keeps its word on: totals, and comments as HTTP shows them. */
abstract class LikesStoreContract extends StoreContract {

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
        assertThat(store.totals(List.of(VIDEO, OTHER, Topic.video("unknown"))))
                .isEqualTo(Map.of(VIDEO, Map.of("heart", 2L), OTHER, Map.of("heart", 7L)));
    }

    @Test
    void commit_takesLargeTotalsAndManyKeys() {
        Map<LikesKey, Long> many = new HashMap<>();
        IntStream.range(0, 5_000).forEach(i -> many.put(new LikesKey(Topic.video("v" + i), "heart"), 4_000_000_000L));

        assertThat(store.commit(likes(many)).totals()).isEqualTo(many);
    }

    @Test
    void comment_comesBackAsItWasGiven() {
        Comment comment = new Comment(
                "c1", "ada", "naïve 👩‍🚀\n\t'\"; --", Instant.ofEpochMilli(1_700_000_000_123L), 12.5, true);

        Committed committed = store.commit(entries(new NewEntry(VIDEO, HERE, comment)));

        assertThat(logged(committed).entries()).extracting("body").containsExactly(comment);
        assertThat(store.recentComments(VIDEO, 10)).containsExactly(comment);
        assertThat(store.latest(VIDEO)).isEqualTo(logged(committed));
    }

    @Test
    void comment_ofTheLongestNamesAndText_isKept() {
        Topic longest = Topic.conversation("~".repeat(128));
        Comment comment = new Comment(newId(), "m".repeat(128), "👩".repeat(10_000), AT, null, false);

        store.commit(entries(new NewEntry(longest, HERE, comment)));

        assertThat(store.recentComments(longest, 10)).containsExactly(comment);
    }

    @Test
    void comment_withKnownId_staysAsItWasFirstKept() {
        EntryBody first = comment(VIDEO, "c1", "first").body();
        NewEntry fresh = comment(VIDEO, "c2", "fresh");
        store.commit(entries(comment(VIDEO, "c1", "first")));

        Committed committed = store.commit(entries(comment(VIDEO, "c1", "retry"), fresh));

        assertThat(ids(logged(committed))).containsExactly("c2");
        assertThat(store.recentComments(VIDEO, 10)).map(EntryBody.class::cast).containsExactly(first, fresh.body());
    }

    @Test
    void comment_twiceInOneBatch_isKeptOnce() {
        Committed committed = store.commit(entries(comment(VIDEO, "c1", "first"), comment(VIDEO, "c1", "retry")));

        assertThat(ids(logged(committed))).containsExactly("c1");
        assertThat(store.recentComments(VIDEO, 10)).extracting(Comment::text).containsExactly("first");
    }

    @Test
    void comments_arePagedInCommitOrder() {
        store.commit(entries(comment(VIDEO, "z", "1"), comment(OTHER, "o", "other"), comment(VIDEO, "a", "2")));
        store.commit(entries(comment(VIDEO, "m", "3"), comment(VIDEO, "b", "4")));

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
    void comments_thatAreRetracted_areLeftOut_andAreNoLessAPlaceToGoOnFrom() {
        store.commit(entries(
                comment(VIDEO, "a"),
                comment(VIDEO, "b"),
                comment(VIDEO, "c"),
                comment(VIDEO, "d"),
                retraction(VIDEO, "c")));

        assertThat(store.recentComments(VIDEO, 2)).extracting(Comment::id).containsExactly("b", "d");
        assertThat(store.commentsBefore(VIDEO, "c", 9)).extracting(Comment::id).containsExactly("a", "b");
    }

    @Test
    void comments_areFoundBehindManyThatAreRetracted() {
        store.commit(entries(comment(VIDEO, "first")));
        for (int i = 0; i < 3; i++) {
            String prefix = i + "-";
            store.commit(entries(IntStream.range(0, 500)
                    .mapToObj(number -> comment(VIDEO, prefix + number))
                    .toArray(NewEntry[]::new)));
            store.commit(entries(IntStream.range(0, 500)
                    .mapToObj(number -> retraction(VIDEO, prefix + number))
                    .toArray(NewEntry[]::new)));
        }

        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::id).containsExactly("first");
    }

    @Test
    void recentComments_ofNone_areNone() {
        store.commit(entries(comment(VIDEO, "a", "1")));

        assertThat(store.recentComments(VIDEO, 0)).isEmpty();
    }

    @Test
    void commentsBefore_idOfAnotherTopic_isEmpty() {
        store.commit(entries(comment(VIDEO, "a", "1"), comment(VIDEO, "b", "2"), comment(OTHER, "o", "3")));

        assertThat(store.commentsBefore(VIDEO, "o", 9)).isEmpty();
        assertThat(store.commentsBefore(VIDEO, "nobody", 9)).isEmpty();
    }

    @Test
    void topicOf_knowsCommentsAlone() {
        store.commit(entries(comment(VIDEO, "a"), comment(OTHER, "b"), retraction(OTHER, "b")));

        assertThat(store.topicOf("a")).contains(VIDEO);
        assertThat(store.topicOf("b")).contains(OTHER);
        assertThat(store.topicOf("not-b")).isEmpty();
        assertThat(store.topicOf("nobody")).isEmpty();
    }

    @Test
    void memberOf_isWhoMadeTheComment() {
        store.commit(entries(comment(VIDEO, "a"), comment(OTHER, "b"), retraction(OTHER, "b")));

        assertThat(store.memberOf("a"))
                .isEqualTo(store.recentComments(VIDEO, 1).stream()
                        .map(Comment::member)
                        .findFirst());
        assertThat(store.memberOf("b")).isPresent();
        assertThat(store.memberOf("nobody")).isEmpty();
    }

    @Test
    void revocations_areKeptUnlessThereAreLaterOnes() {
        Revocation first = new Revocation(Revocation.Kind.MEMBER, "ann", 5, Revocation.FOR_GOOD);
        Revocation later = new Revocation(Revocation.Kind.MEMBER, "ann", 7, 8);
        Revocation token = new Revocation(Revocation.Kind.TOKEN, "ann", 5, 6);

        assertThat(store.revocations()).isEmpty();
        store.revoke(List.of(first, token));
        assertThat(store.revocations()).containsExactlyInAnyOrder(first, token);
        store.revoke(List.of(later));
        store.revoke(List.of(first));
        assertThat(store.revocations()).containsExactlyInAnyOrder(later, token);

        reopen();

        assertThat(store.revocations()).containsExactlyInAnyOrder(later, token);
    }

    @Test
    void revocations_ofTheSameTime_areKeptAsNodesKeepThem() {
        Revocation shorter = new Revocation(Revocation.Kind.MEMBER, "ann", 5, 6);
        Revocation longer = new Revocation(Revocation.Kind.MEMBER, "ann", 5, 7);

        store.revoke(List.of(longer));
        store.revoke(List.of(shorter));

        assertThat(store.revocations()).containsExactly(longer);
    }

    @Test
    void revocationsThatHaveEnded_areForgotten() {
        Revocation ended = new Revocation(Revocation.Kind.MEMBER, "ann", 5, 10);
        Revocation takenBackLate = new Revocation(Revocation.Kind.MEMBER, "bob", 20, 10);
        Revocation holding = new Revocation(Revocation.Kind.TOKEN, "ann", 5, Revocation.FOR_GOOD);
        store.revoke(List.of(ended, takenBackLate, holding));

        store.forget(10);
        assertThat(store.revocations()).hasSize(3);
        store.forget(11);

        assertThat(store.revocations()).containsExactlyInAnyOrder(takenBackLate, holding);
    }

    @Test
    void reopenedStore_holdsWhatWasCommitted() {
        store.commit(new Batch(Map.of(key("heart"), 2L), List.of(comment(VIDEO, "a", "1")), List.of(), Set.of()));

        reopen();

        assertThat(store.totals(VIDEO)).isEqualTo(Map.of("heart", 2L));
        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::id).containsExactly("a");
    }
}
