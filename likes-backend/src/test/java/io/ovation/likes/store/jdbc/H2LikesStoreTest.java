package io.ovation.likes.store.jdbc;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2LikesStoreTest extends LikesStoreContract {

    @TempDir
    Path directory;

    @Override
    StoreSettings settings() {
        return settings(directory);
    }

    static StoreSettings settings(Path directory) {
        return new StoreSettings("jdbc:h2:file:" + directory.resolve("likes"), "", "", 2, 100, Duration.ofSeconds(5));
    }

    @Test
    void commit_ofAProcessThatIsKilledRightAfter_isKept() throws Exception {
        store.close();
        for (int round = 1; round <= 5; round++) {
            Process process = OtherProcess.start(directory, "commit-and-halt");
            assertThat(process.inputReader().readLine()).isEqualTo("committed");
            assertThat(process.waitFor()).isEqualTo(OtherProcess.HALTED);

            store = JdbcLikesStore.open(settings());
            assertThat(store.totals(VIDEO)).isEqualTo(Map.of("heart", (long) round));
            assertThat(store.recentComments(VIDEO, 99)).hasSize(round);
            store.close();
        }
    }

    /** What is in the file when a commit returns is what a process leaves that is killed right then. */
    @Test
    void commit_whileSpaceInTheFileIsReused_isInTheFileWhenItReturns() throws Exception {
        Path busy = Files.createDirectory(directory.resolve("busy"));
        Path left = Files.createDirectory(directory.resolve("left"));
        StoreSettings settings = new StoreSettings(
                "jdbc:h2:file:" + busy.resolve("likes") + ";WRITE_DELAY=1;RETENTION_TIME=1",
                "",
                "",
                2,
                100,
                Duration.ofSeconds(5));
        try (LikesStore written = JdbcLikesStore.open(settings)) {
            for (long likes = 1; likes <= 100; likes++) {
                written.commit(likes(Map.of(key("heart"), 1L)));
                Files.copy(busy.resolve("likes.mv.db"), left.resolve("likes.mv.db"), REPLACE_EXISTING);
                try (LikesStore found = JdbcLikesStore.open(settings(left))) {
                    assertThat(found.totals(VIDEO)).isEqualTo(Map.of("heart", likes));
                }
            }
        }
    }

    @Test
    void open_whileAnotherProcessHasTheFile_isRefusedInOneClearLine() throws Exception {
        Process second = OtherProcess.start(directory, "open");

        assertThat(second.inputReader().readLine())
                .isEqualTo("likes store jdbc:h2:file:" + directory.resolve("likes")
                        + " is in use by another process; an H2 file serves one likes backend, several need"
                        + " PostgreSQL (OVATION_STORE)");
        assertThat(second.waitFor()).isZero();
    }

    @Test
    void open_fileThatIsNoDatabase_isRefusedInOneLine() throws IOException {
        Path broken = Files.createDirectory(directory.resolve("broken"));
        Files.writeString(broken.resolve("likes.mv.db"), "not a database");

        assertThatThrownBy(() -> JdbcLikesStore.open(settings(broken)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("likes store jdbc:h2:file:" + broken.resolve("likes") + " cannot be opened: ")
                .hasMessageNotContaining("\n");
    }
}
