package io.ovation.likes.store.jdbc;

import static io.ovation.likes.store.jdbc.StoreContract.VIDEO;
import static io.ovation.likes.store.jdbc.StoreContract.comment;
import static io.ovation.likes.store.jdbc.StoreContract.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the embedded store has no room for a while. H2 closes itself then, and stays closed. */
class FullDiskTest {

    @TempDir
    Path directory;

    private JdbcLikesStore store;

    @BeforeEach
    void open() {
        store = JdbcLikesStore.open(
                new StoreSettings(FullDisk.url(directory.resolve("likes")), "", "", 2, 100, Duration.ofSeconds(5)));
        store.commit(entries(comment(VIDEO, "a", "before")));
    }

    @AfterEach
    void close() {
        FullDisk.free();
        store.close();
    }

    @Test
    void commit_onceThereIsRoomAgain_succeedsAndNothingOlderIsMissing() {
        FullDisk.fill();
        assertRefused("b");
        assertRefused("c");
        FullDisk.free();

        store.commit(entries(comment(VIDEO, "d", "after")));

        LogRange log = store.latest(VIDEO);
        assertThat(log.entries()).extracting(Entry::id).startsWith("a").endsWith("d");
        Mark mark = Mark.START;
        for (Entry entry : log.entries()) {
            mark = mark.next(entry.id());
            assertThat(entry.mark()).isEqualTo(mark);
        }
        assertThat(log.through()).isEqualTo(mark);
    }

    @Test
    void commit_afterClose_isRefusedAndOpensNothing() {
        store.close();

        assertThatThrownBy(() -> store.commit(entries(comment(VIDEO, "b", "late"))))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.recentComments(VIDEO, 1)).isInstanceOf(StoreException.class);
    }

    private void assertRefused(String id) {
        assertThatThrownBy(() -> store.commit(entries(comment(VIDEO, id, "refused"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageNotContaining("\n");
    }
}
