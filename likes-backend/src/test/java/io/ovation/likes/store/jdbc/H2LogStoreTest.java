package io.ovation.likes.store.jdbc;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Mark;
import io.ovation.likes.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2LogStoreTest extends LogStoreContract {

    @TempDir
    Path directory;

    @Override
    StoreSettings settings() {
        return H2LikesStoreTest.settings(directory);
    }

    @Test
    void restoredStore_thatHasLoggedOtherEntriesSince_isOfAnotherHistory() throws IOException, SQLException {
        Path file = directory.resolve("likes.mv.db");
        Path backup = directory.resolve("backup");
        store.commit(entries(comment(VIDEO, "a")));
        store.close();
        Files.copy(file, backup);
        open();
        store.commit(entries(comment(VIDEO, "b"), comment(VIDEO, "c")));
        Mark told = mark(VIDEO);
        store.close();
        Files.copy(backup, file, REPLACE_EXISTING);
        open();

        store.commit(entries(comment(VIDEO, "x"), comment(VIDEO, "y"), comment(VIDEO, "z")));

        assertThat(store.after(VIDEO, told, 9, null)).isEmpty();
        assertThat(store.after(VIDEO, Mark.START.next("a"), 9, null)).isPresent();
        assertThat(store.places(VIDEO, null)).extracting("id").containsExactly("z", "y", "x");
    }
}
