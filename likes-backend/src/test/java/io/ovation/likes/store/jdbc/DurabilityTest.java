package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.log.Comment;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between a commit of H2 and its file being on the disk everybody sees what was committed, and nobody may be told. */
class DurabilityTest extends StoreContract {

    @TempDir
    Path directory;

    private Writes.Durability disk = connection -> {};

    @Override
    StoreSettings settings() {
        return H2LikesStoreTest.settings(directory);
    }

    @Override
    @BeforeEach
    void open() throws SQLException {
        store = JdbcLikesStore.open(settings(), this::makeDurable);
    }

    private void makeDurable(Connection connection) throws SQLException {
        disk.makeDurable(connection);
    }

    @Test
    void entries_areToldOnlyOnceTheyAreOnTheDisk() {
        store.commit(entries(comment(VIDEO, "a"), comment(OTHER, "x")));
        Mark a = Mark.START.next("a");
        Mark c = a.next("b").next("c");
        boolean[] looked = {false};
        disk = connection -> {
            assertNotTold(a);
            assertThat(mark(OTHER)).isEqualTo(Mark.START.next("x"));
            looked[0] = true;
        };

        store.commit(entries(comment(VIDEO, "b"), comment(VIDEO, "c")));

        assertThat(looked).containsExactly(true);
        assertThat(mark(VIDEO)).isEqualTo(c);
        assertThat(ids(store.latest(VIDEO))).containsExactly("a", "b", "c");
    }

    @Test
    void firstEntry_isToldOnlyOnceItIsOnTheDisk() {
        boolean[] looked = {false};
        disk = connection -> {
            assertNotTold(Mark.START);
            looked[0] = true;
        };

        store.commit(entries(comment(VIDEO, "a")));

        assertThat(looked[0]).isTrue();
        assertThat(mark(VIDEO)).isEqualTo(Mark.START.next("a"));
    }

    @Test
    void entries_thatTheDiskRefused_areNotToldUntilItTakesLaterOnes() {
        store.commit(entries(comment(VIDEO, "a")));
        Mark a = Mark.START.next("a");
        disk = connection -> {
            throw new SQLException("no");
        };
        assertThatThrownBy(() -> store.commit(entries(comment(VIDEO, "b")))).isInstanceOf(StoreException.class);
        assertNotTold(a);
        assertThatThrownBy(() -> store.commit(entries(comment(VIDEO, "c")))).isInstanceOf(StoreException.class);
        assertNotTold(a);
        disk = connection -> {};

        store.commit(entries(comment(OTHER, "x")));

        assertThat(ids(log(VIDEO))).containsExactly("a", "b", "c");
    }

    @Test
    void entries_thatTheDiskRefused_areToldOnceTheStoreIsOpenedAnew() throws SQLException {
        disk = connection -> {
            throw new SQLException("no");
        };
        assertThatThrownBy(() -> store.commit(entries(comment(VIDEO, "a")))).isInstanceOf(StoreException.class);
        store.close();

        open();

        assertThat(ids(log(VIDEO))).containsExactly("a");
    }

    @Test
    void transactionThatIsRolledBack_holdsNothingBack() {
        store.commit(entries(comment(VIDEO, "a")));

        assertThatThrownBy(() -> store.commit(entries(comment(VIDEO, "x".repeat(99)))))
                .isInstanceOf(StoreException.class);
        store.commit(likes(java.util.Map.of(key("heart"), 1L)));

        assertThat(ids(log(VIDEO))).containsExactly("a");
    }

    private void assertNotTold(Mark last) {
        List<String> ids = last.equals(Mark.START) ? List.of() : List.of("a");
        assertThat(mark(VIDEO)).isEqualTo(last);
        assertThat(store.latest(VIDEO).through()).isEqualTo(last);
        assertThat(ids(store.latest(VIDEO))).isEqualTo(ids);
        assertThat(store.after(VIDEO, last, 99, null)).contains(LogRange.empty(last));
        assertThat(store.after(VIDEO, last.next("b"), 99, null)).isEmpty();
        assertThat(store.before(VIDEO, last.next("b"), null)).isEmpty();
        assertThat(store.places(VIDEO, null)).extracting("id").isEqualTo(ids);
        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::id).isEqualTo(ids);
        assertThat(store.logs("", 9))
                .filteredOn(log -> log.topic().equals(VIDEO))
                .extracting(BackendMessage.LogEnd::mark)
                .containsExactly(last);
    }
}
