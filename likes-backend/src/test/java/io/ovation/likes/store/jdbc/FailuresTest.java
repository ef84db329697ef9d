package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void failureOfABatch_isToldWithoutItsRows() {
        BatchUpdateException batch = new BatchUpdateException(
                "Batch entry 0 INSERT INTO entries (text) VALUES ('hi, ada') was aborted", "22001", new int[0]);
        batch.setNextException(new SQLException("ERROR: value too long", "22001"));

        assertThat(Failures.failed(H2LikesStoreTest.settings(Path.of("/dir")), batch))
                .hasMessage("likes store jdbc:h2:file:/dir/likes failed: ERROR: value too long");
    }
}
