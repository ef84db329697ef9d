package io.ovation.likes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresLikesStoreTest extends LikesStoreContract {

    private static final int BACKENDS = 4;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startOrSkip();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    StoreSettings settings(String backend) {
        return new StoreSettings(server.url(), "", "", 2, 100, Duration.ofSeconds(20), backend);
    }

    @Override
    @BeforeEach
    void open() {
        server.dropTables();
        super.open();
    }

    @Test
    void schema_isCreatedOnceByBackendsThatStartTogether() throws Exception {
        store.close();
        server.dropTables();

        List<JdbcLikesStore> opened = together(BACKENDS, backend -> JdbcLikesStore.open(settings()));

        assertThat(opened).hasSize(BACKENDS);
        opened.forEach(LikesStore::close);
    }

    @Test
    void backendsThatShareRows_countExactlyAndDoNotDeadlock() throws Exception {
        int rounds = 25;
        together(BACKENDS, backend -> {
            try (LikesStore own = JdbcLikesStore.open(settings())) {
                for (int round = 0; round < rounds; round++) {
                    own.commit(sharedBatch(backend, round));
                }
            }
            return backend;
        });

        for (int video = 0; video < 20; video++) {
            Topic topic = Topic.video("v" + video);
            assertThat(store.totals(topic))
                    .isEqualTo(Map.of("heart", (long) BACKENDS * rounds, "wow", (long) BACKENDS * rounds));
            assertThat(store.recentComments(topic, 1_000)).hasSize(BACKENDS * rounds + rounds);
        }
    }

    /** Every backend touches the same rows, in its own order, and sends one comment that the others send too. */
    private static Batch sharedBatch(int backend, int round) {
        Map<LikesKey, Long> likes = new HashMap<>();
        List<NewComment> comments = new ArrayList<>();
        IntStream.range(0, 20).map(i -> backend % 2 == 0 ? i : 19 - i).forEach(i -> {
            Topic video = Topic.video("v" + i);
            likes.put(new LikesKey(video, "heart"), 1L);
            likes.put(new LikesKey(video, "wow"), 1L);
            comments.add(comment(video, newId(), "own"));
            comments.add(comment(video, "shared-" + i + "-" + round, "shared"));
        });
        return new Batch(likes, comments);
    }

    @Test
    void connectionThatBreaks_doesNotFailTheCommitAfterNext() {
        store.commit(likes(Map.of(key("heart"), 1L)));
        server.dropConnections();

        try {
            store.commit(likes(Map.of(key("heart"), 1L)));
        } catch (StoreException e) {
            // Or the pool noticed by itself and lent a fresh connection.
            assertThat(e)
                    .hasMessageStartingWith("likes store jdbc:postgresql://")
                    .hasMessageNotContaining("\n");
        }

        assertThat(store.commit(likes(Map.of(key("wow"), 1L))).totals()).containsEntry(key("wow"), 1L);
    }

    @Test
    void commits_waitForTheDisk_whateverTheServerIsSetTo() throws SQLException {
        assertThat(synchronousCommit("off")).isEqualTo("on");
        assertThat(synchronousCommit("local")).isEqualTo("local");
        assertThat(synchronousCommit("remote_apply")).isEqualTo("remote_apply");
    }

    /** What it is in a session of the store's, also after a transaction that failed. */
    private String synchronousCommit(String ofServer) throws SQLException {
        StoreSettings set = new StoreSettings(
                server.url() + "&options=-c%20synchronous_commit=" + ofServer,
                "",
                "",
                1,
                1,
                Duration.ofSeconds(20),
                EAST);
        try (ConnectionPool pool = new ConnectionPool(set);
                Connection connection = pool.lend();
                Statement statement = connection.createStatement()) {
            connection.rollback();
            try (ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void open_withWrongPassword_isRefusedInOneLineWithoutTheSecret() {
        StoreSettings wrong = new StoreSettings(
                server.url().replace("user=postgres", "user=nobody&password=hunter2"),
                "",
                "",
                1,
                1,
                Duration.ofSeconds(5),
                EAST);

        assertThatThrownBy(() -> JdbcLikesStore.open(wrong))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("likes store jdbc:postgresql://")
                .hasMessageNotContainingAny("\n", "hunter2");
    }

    @Test
    void comments_ofOneTopic_areReadInTheOrderOfTheirPositions() throws Exception {
        together(BACKENDS, backend -> {
            try (LikesStore own = JdbcLikesStore.open(settings())) {
                for (int round = 0; round < 20; round++) {
                    own.commit(comments(comment(VIDEO, newId(), backend + " " + round)));
                }
            }
            return backend;
        });

        List<Comment> all = store.recentComments(VIDEO, 1_000);
        for (int backend = 0; backend < BACKENDS; backend++) {
            String prefix = backend + " ";
            assertThat(all)
                    .extracting(Comment::text)
                    .filteredOn(text -> text.startsWith(prefix))
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(round -> prefix + round)
                            .toList());
        }
    }

    private interface Task<T> {
        T run(int backend) throws Exception;
    }

    private static <T> List<T> together(int backends, Task<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(backends);
        try {
            List<Callable<T>> calls = IntStream.range(0, backends)
                    .<Callable<T>>mapToObj(backend -> () -> task.run(backend))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
