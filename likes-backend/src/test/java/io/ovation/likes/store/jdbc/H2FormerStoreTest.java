package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.StoreSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FormerStoreTest extends FormerStoreContract {

    @TempDir
    Path directory;

    @Override
    StoreSettings settings() {
        return H2LikesStoreTest.settings(directory);
    }

    @Override
    void dropTables() throws SQLException {
        execute("DROP ALL OBJECTS");
    }

    @Override
    String refusalOfFormer() {
        return "TableView.checkSupportAlter";
    }

    @Override
    String formerTable() {
        return "former_comments";
    }

    /** Its table has no room for the hash of a text. */
    @Override
    Set<NewEntry> reusedOnceRetracted(NewEntry other) {
        return Set.of();
    }

    /** On H2 each statement that changes the schema is a transaction of its own. */
    @Test
    void open_afterAnOpeningThatWasKilled_goesOnWithIt() throws SQLException {
        execute(
                "DROP VIEW comments",
                "DROP VIEW log",
                "DROP TABLE store_version",
                "DROP TABLE cursors",
                "CREATE TABLE comment_positions (topic varchar(140) PRIMARY KEY, last_position bigint NOT NULL)",
                "INSERT INTO comment_positions SELECT topic, last_position FROM positions",
                "DELETE FROM positions WHERE topic = 'video:42'");

        reopen();

        store.commit(entries(comment(VIDEO, "d")));
        assertThat(ids(log(VIDEO))).containsExactly("a", "b", "c", "d");
    }
}
