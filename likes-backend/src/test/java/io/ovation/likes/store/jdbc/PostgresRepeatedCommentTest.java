package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.StoreSettings;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresRepeatedCommentTest extends RepeatedCommentContract {

    private final PostgresServer server = PostgresServer.startedOrSkip();

    @Override
    StoreSettings settings() {
        return server.settings();
    }

    @Override
    @BeforeEach
    void open() throws SQLException {
        server.dropTables();
        super.open();
    }

    @Test
    void keyThatTwoBackendsGetAtOnce_isThatOfOneComment() throws Exception {
        for (int round = 0; round < 30; round++) {
            String id = "c" + round;
            List<Set<NewEntry>> reused = Together.run(2, backend -> {
                try (LikesStore own = JdbcLikesStore.open(settings())) {
                    return own.commit(entries(comment(VIDEO, id, "of backend " + backend)))
                            .reused();
                }
            });

            assertThat(reused.stream().mapToInt(Set::size).sum()).isEqualTo(1);
            String kept = reused.get(0).isEmpty() ? "of backend 0" : "of backend 1";
            assertThat(store.recentComments(VIDEO, 1)).extracting(Comment::text).containsExactly(kept);
        }
    }
}
