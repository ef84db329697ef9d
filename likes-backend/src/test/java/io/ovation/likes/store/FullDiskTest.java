package io.ovation.likes.store;

import static io.ovation.likes.store.LikesStoreContract.VIDEO;
import static io.ovation.likes.store.LikesStoreContract.comment;
import static io.ovation.likes.store.LikesStoreContract.comments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.event.Comment;
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
        store = JdbcLikesStore.open(new StoreSettings(
                FullDisk.url(directory.resolve("likes")), "", "", 2, 100, Duration.ofSeconds(5), "dc/east"));
        store.commit(comments(comment(VIDEO, "a", "before")));
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

        store.commit(comments(comment(VIDEO, "d", "after")));

        assertThat(store.recentComments(VIDEO, 99))
                .extracting(Comment::id)
                .startsWith("a")
                .endsWith("d");
    }

    @Test
    void claim_onceThereIsRoomAgain_findsWhatWasNotPublished() {
        FullDisk.fill();
        assertRefused("b");
        FullDisk.free();

        assertThat(store.claimUnpublished(Duration.ZERO, Duration.ofHours(1), 99))
                .contains(comment(VIDEO, "a", "before"));
    }

    @Test
    void commit_afterClose_isRefusedAndOpensNothing() {
        store.close();

        assertThatThrownBy(() -> store.commit(comments(comment(VIDEO, "b", "late"))))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.recentComments(VIDEO, 1)).isInstanceOf(StoreException.class);
    }

    private void assertRefused(String id) {
        assertThatThrownBy(() -> store.commit(comments(comment(VIDEO, id, "refused"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageNotContaining("\n");
    }
}
