package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every likes store keeps its word on: comments that come again, as they were or otherwise. */
abstract class RepeatedCommentContract extends StoreContract {

    @Test
    void repeatedComment_isKnown_andOneWithOtherContentIsTold() {
        NewEntry first = comment("a", "one", 0.1, true);
        store.commit(entries(first));
        reopen();

        assertThat(store.commit(entries(first)).reused()).isEmpty();
        for (NewEntry other : new NewEntry[] {
            comment("a", "two", 0.1, true), comment("a", "one", 0.2, true), comment("a", "one", 0.1, false)
        }) {
            Committed committed = store.commit(entries(other, comment(VIDEO, newId(), "own")));
            assertThat(committed.reused()).containsExactly(other);
            assertThat(logged(committed).entries()).hasSize(1);
        }
        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::text).containsOnlyOnce("one");
    }

    @Test
    void commentsOfOneBatch_areComparedWithItsFirst() {
        NewEntry first = comment(VIDEO, "a", "one");
        NewEntry other = comment(VIDEO, "a", "two");

        Committed committed = store.commit(entries(first, other, first, retraction(VIDEO, "a"), other));

        assertThat(committed.reused()).containsExactly(other);
        assertThat(logged(committed).entries())
                .extracting(Entry::body)
                .containsExactly(new Emptied("a"), retraction("a"));
    }

    @Test
    void retractedComment_isComparedByWhatIsLeftOfIt() {
        NewEntry before = comment("before", "one", 1.5, true);
        NewEntry after = comment("after", "one", 1.5, true);
        store.commit(entries(before));
        store.commit(entries(retraction(VIDEO, "before"), retraction(VIDEO, "after")));
        store.commit(entries(after));
        reopen();

        assertThat(store.commit(entries(before, after)).reused()).isEmpty();
        NewEntry[] others = {
            comment("before", "two", 1.5, true),
            comment("before", "one", 1.6, true),
            comment("after", "one", 1.5, false)
        };
        assertThat(store.commit(entries(others)).reused()).containsExactlyInAnyOrder(others);
        assertThat(store.recentComments(VIDEO, 9)).isEmpty();
    }

    @Test
    void retractedComment_ofWhichNothingIsLeft_isTakenForTheSame() throws SQLException {
        store.commit(entries(comment(VIDEO, "a", "one"), retraction(VIDEO, "a")));
        execute("UPDATE entries SET text_hash = NULL");
        RemoteLog there = new RemoteLog(OTHER, "there");
        Entry emptied = new Entry(Mark.START.next("b"), "there", AT, new Emptied("b"));
        store.commit(pages(new RemotePage(there, LogRange.of(Mark.START, List.of(emptied)), false)));

        assertThat(store.commit(entries(comment(VIDEO, "a", "two"), comment(OTHER, "b", "two")))
                        .reused())
                .isEmpty();
    }

    @Test
    void commentOfAnotherDataCentre_isOneToCompareWith() {
        NewEntry theirs = comment(VIDEO, "a", "one");
        Entry entry = new Entry(Mark.START.next("a"), "there", AT, theirs.body());
        store.commit(
                pages(new RemotePage(new RemoteLog(VIDEO, "there"), LogRange.of(Mark.START, List.of(entry)), false)));
        NewEntry other = comment(VIDEO, "a", "two");

        assertThat(store.commit(entries(theirs, other)).reused()).containsExactly(other);
    }

    private static NewEntry comment(String id, String text, @Nullable Double mediaTime, boolean featured) {
        return new NewEntry(VIDEO, HERE, new Comment(id, "ada", text, AT, mediaTime, featured));
    }
}
