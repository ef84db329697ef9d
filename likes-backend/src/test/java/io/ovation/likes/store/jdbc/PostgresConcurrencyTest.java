package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.LoggedRange;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several backends on one database, of which some are slow, pause, or lose their connection. */
class PostgresConcurrencyTest extends StoreContract {

    private static final int BACKENDS = 4;

    private final PostgresServer server = PostgresServer.startedOrSkip();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Override
    StoreSettings settings() {
        return server.settings();
    }

    @Override
    @BeforeEach
    void open() throws SQLException {
        server.dropTables();
        super.open();
        Metrics.addRegistry(meters);
    }

    @AfterEach
    void stopCounting() {
        Metrics.removeRegistry(meters);
    }

    @Test
    void backendsThatShareRows_countExactly_andGiveEachNumberOnce() throws Exception {
        int rounds = 25;
        List<List<LoggedRange>> logged = Together.run(BACKENDS, backend -> {
            List<LoggedRange> own = new ArrayList<>();
            try (LikesStore ownStore = JdbcLikesStore.open(settings())) {
                for (int round = 0; round < rounds; round++) {
                    own.addAll(ownStore.commit(sharedBatch(backend, round)).logged());
                }
            }
            return own;
        });

        assertThat(conflicts()).isZero();
        for (int video = 0; video < 20; video++) {
            Topic topic = Topic.video("v" + video);
            assertThat(store.totals(topic))
                    .isEqualTo(Map.of("heart", (long) BACKENDS * rounds, "wow", (long) BACKENDS * rounds));
            List<Entry> log = log(topic);
            assertThat(log).hasSize(BACKENDS * rounds + rounds);
            assertChained(log);
            assertThat(logged.stream()
                            .flatMap(List::stream)
                            .filter(each -> each.topic().equals(topic))
                            .flatMap(each -> each.range().entries().stream())
                            .sorted(Comparator.comparingLong(Entry::position)))
                    .containsExactlyElementsOf(log);
        }
    }

    /** Every backend touches the same rows, in its own order, and sends one comment that the others send too. */
    private static Batch sharedBatch(int backend, int round) {
        Map<LikesKey, Long> likes = new HashMap<>();
        List<NewEntry> entries = new ArrayList<>();
        IntStream.range(0, 20).map(i -> backend % 2 == 0 ? i : 19 - i).forEach(i -> {
            Topic video = Topic.video("v" + i);
            likes.put(new LikesKey(video, "heart"), 1L);
            likes.put(new LikesKey(video, "wow"), 1L);
            entries.add(comment(video, newId(), "own"));
            entries.add(comment(video, "shared-" + i + "-" + round, "shared"));
        });
        return new Batch(likes, entries, List.of(), Set.of());
    }

    @Test
    void firstRevocationsOfOneMember_doNotGetInEachOthersWay() throws Exception {
        int members = 25;
        Together.run(BACKENDS, backend -> {
            try (LikesStore ownStore = JdbcLikesStore.open(settings())) {
                for (int member = 0; member < members; member++) {
                    ownStore.revoke(List.of(revocation("m" + member, backend)));
                }
            }
            return backend;
        });

        assertThat(conflicts()).isZero();
        assertThat(store.revocations())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, members)
                        .mapToObj(member -> revocation("m" + member, BACKENDS - 1))
                        .toList());
    }

    private static Revocation revocation(String member, long at) {
        return new Revocation(Revocation.Kind.MEMBER, member, at, Revocation.FOR_GOOD);
    }

    /** Whoever reads along finds every number in its place the first time it sees the log reach beyond it. */
    @Test
    void positions_becomeVisibleInOrder() throws Exception {
        AtomicInteger writing = new AtomicInteger(2);
        List<List<Entry>> read = Together.run(3, backend -> {
            List<Entry> seen = new ArrayList<>();
            try (LikesStore own = JdbcLikesStore.open(settings())) {
                if (backend > 0) {
                    for (int round = 0; round < 150; round++) {
                        own.commit(entries(comment(VIDEO, newId()), comment(VIDEO, newId())));
                    }
                    writing.decrementAndGet();
                } else {
                    boolean more = true;
                    for (Mark mark = Mark.START; more; ) {
                        more = writing.get() > 0;
                        LogRange range =
                                own.after(VIDEO, mark, Long.MAX_VALUE, null).orElseThrow();
                        seen.addAll(range.entries());
                        mark = range.through();
                    }
                }
            }
            return seen;
        });

        List<Entry> seen = new ArrayList<>(read.get(0));
        store.after(VIDEO, seen.get(seen.size() - 1).mark(), Long.MAX_VALUE, null)
                .ifPresent(rest -> seen.addAll(rest.entries()));
        assertThat(seen).hasSize(600);
        assertChained(seen);
    }

    @Test
    void pagesOfOneLog_thatTwoBackendsTakeIn_areTakenOnce() throws Exception {
        Together.run(2, backend -> {
            try (LikesStore own = JdbcLikesStore.open(settings())) {
                RemoteLog log = new RemoteLog(VIDEO, "there");
                Mark mark = Mark.START;
                for (int i = 0; i < 100; i++) {
                    Mark next = mark.next("e" + i);
                    Entry entry =
                            new Entry(next, "there", AT, comment(VIDEO, "e" + i).body());
                    LogRange range = LogRange.of(mark, List.of(entry));
                    own.commit(pages(new RemotePage(log, range, false)));
                    mark = next;
                }
            }
            return backend;
        });

        assertThat(ids(log(VIDEO)))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "e" + i).toList());
        assertChained(log(VIDEO));
    }

    @Test
    void retractionAndComment_ofTwoBackends_neverLeaveTheText() throws Exception {
        for (int round = 0; round < 50; round++) {
            String id = "c" + round;
            Together.run(2, backend -> {
                try (LikesStore own = JdbcLikesStore.open(settings())) {
                    return own.commit(entries(backend == 0 ? comment(VIDEO, id) : retraction(VIDEO, id)));
                }
            });
        }

        assertThat(store.recentComments(VIDEO, 99)).isEmpty();
        assertThat(log(VIDEO)).hasSize(100);
    }

    @Test
    void backendThatPausesInATransaction_holdsUpOthersForThreeSecondsAtMost() throws Exception {
        store.commit(entries(comment(VIDEO, "a")));
        try (ConnectionPool pool = new ConnectionPool(settings());
                Connection paused = pool.lend()) {
            lock(paused, "video:42");
            long begin = System.nanoTime();

            Committed committed = store.commit(entries(comment(VIDEO, "b")));

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
            assertThat(ids(logged(committed))).containsExactly("b");
            assertThatThrownBy(paused::commit).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void lockThatIsNotGivenInTime_isTriedForAgain() throws Exception {
        store.commit(entries(comment(VIDEO, "a")));
        try (Connection busy = ConnectionPool.connect(settings())) {
            lock(busy, "video:42");
            // Not idle, so the server lets it be; longer than the store waits for a lock.
            CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> {
                try (PreparedStatement sleep = busy.prepareStatement("SELECT pg_sleep(4)")) {
                    sleep.execute();
                    busy.rollback();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(ids(logged(store.commit(entries(comment(VIDEO, "b")))))).containsExactly("b");
            slow.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void idThatComesInBetween_isFoundKnownByTheSecondAttempt() throws Exception {
        store.commit(entries(comment(VIDEO, "a"), comment(OTHER, "b")));
        try (Connection other = ConnectionPool.connect(settings());
                PreparedStatement insert = other.prepareStatement("INSERT INTO entries (id, topic, position, member,"
                        + " text, accepted_at) VALUES ('c', 'conversation:42', 2, 'ada', 'x', CURRENT_TIMESTAMP)")) {
            insert.executeUpdate();
            CompletableFuture<Committed> committing = CompletableFuture.supplyAsync(
                    () -> store.commit(entries(comment(VIDEO, "c"), comment(VIDEO, "d"))));
            server.awaitLockWait();

            other.commit();

            Committed committed = committing.get(20, TimeUnit.SECONDS);
            assertThat(ids(logged(committed))).containsExactly("d");
            assertThat(committed.told()).containsOnlyKeys(VIDEO);
        }
    }

    @Test
    void deadlock_isRunAgain() throws Exception {
        Topic a = Topic.video("a");
        Topic b = Topic.video("b");
        store.commit(entries(comment(a, "1"), comment(b, "2")));
        try (Connection other = ConnectionPool.connect(settings())) {
            // Whoever looks for deadlocks is the one who gives up: let it be the store.
            try (Statement patient = other.createStatement()) {
                patient.execute("SET deadlock_timeout = '1min'; SET lock_timeout = '1min'");
            }
            lock(other, "video:b");
            CompletableFuture<Committed> committing =
                    CompletableFuture.supplyAsync(() -> store.commit(entries(comment(a, "3"), comment(b, "4"))));
            server.awaitLockWait();
            lock(other, "video:a");
            other.rollback();

            assertThat(topics(committing.get(20, TimeUnit.SECONDS))).containsExactlyInAnyOrder(a, b);
            assertThat(conflicts()).isPositive();
        }
    }

    @Test
    void connectionThatTheServerEnds_beforeTheCommit_isReplaced() {
        store.commit(likes(Map.of(key("heart"), 1L)));
        server.dropConnections();

        assertThat(store.commit(likes(Map.of(key("heart"), 1L))).totals()).containsEntry(key("heart"), 2L);
    }

    @Test
    void connectionThatBreaks_afterTheCommit_isAFailure_andARetryFindsTheIdKnown() {
        boolean[] breaks = {false};
        try (LikesStore breaking = JdbcLikesStore.open(settings(), connection -> {
            if (breaks[0]) {
                throw new SQLException("the answer got lost", "08006");
            }
        })) {
            breaks[0] = true;
            assertThatThrownBy(() -> breaking.commit(entries(comment(VIDEO, "a"))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the answer got lost");
            breaks[0] = false;

            Committed retried = breaking.commit(entries(comment(VIDEO, "a")));

            assertThat(retried.logged()).isEmpty();
            assertThat(retried.told()).isEqualTo(Map.of(VIDEO, Mark.START.next("a")));
        }
    }

    @Test
    void databaseThatIsGone_failsTheCommitInOneLine() {
        store.commit(entries(comment(VIDEO, "a")));
        server.execute("DROP TABLE entries");

        assertThatThrownBy(() -> store.commit(entries(comment(VIDEO, "b"))))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("likes store jdbc:postgresql://")
                .hasMessageNotContaining("\n");
    }

    @Test
    void comments_ofOneBackend_areInItsOrder() throws Exception {
        Together.run(BACKENDS, backend -> {
            try (LikesStore own = JdbcLikesStore.open(settings())) {
                for (int round = 0; round < 20; round++) {
                    own.commit(entries(comment(VIDEO, newId(), backend + " " + round)));
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

    /** How many transactions were run again because of another. */
    private double conflicts() {
        return meters.counter("ovation.likes.log.commit.retries", "reason", "conflict")
                .count();
    }

    private static void lock(Connection connection, String topic) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT last_position FROM positions WHERE topic = ? FOR UPDATE")) {
            lock.setString(1, topic);
            lock.executeQuery().close();
        }
    }

    private static void assertChained(List<Entry> log) {
        Mark mark = Mark.START;
        for (Entry entry : log) {
            mark = mark.next(entry.id());
            assertThat(entry.mark()).isEqualTo(mark);
        }
    }
}
