package io.ovation.likes.store.jdbc;

import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.CommentContent;
import io.ovation.likes.store.CommitPlan;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.ReusedKeys;
import io.ovation.likes.store.tables.CursorsTable;
import io.ovation.likes.store.tables.EntriesTable;
import io.ovation.likes.store.tables.LikesTable;
import io.ovation.likes.store.tables.PositionsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes a batch and leaves the commit to its caller. How many round trips it takes depends on what kinds of changes the
 * batch has, not on how many: a topic's writers wait for one another meanwhile.
 *
 * <p>Every transaction locks rows of likes first, then rows of positions, each in the order of their keys: two
 * backends can wait for one another, but not in a circle. While a backend holds a topic's position row, nobody else can
 * add to that topic, and an id never changes its topic: so it may look up which ids are known, then add the others.
 */
final class BatchWriter {

    private final LikesTable likes;
    private final PositionsTable positions;
    private final EntriesTable entries;
    private final CursorsTable cursors;
    private final Clock clock;

    BatchWriter(LikesTable likes, PositionsTable positions, EntriesTable entries, CursorsTable cursors, Clock clock) {
        this.likes = likes;
        this.positions = positions;
        this.entries = entries;
        this.cursors = cursors;
        this.clock = clock;
    }

    Committed write(Connection connection, Batch batch) throws SQLException {
        Map<LikesKey, Long> totals = likes.add(connection, batch.likes());
        if (batch.hasLikesOnly()) {
            return new Committed(totals, List.of(), told(connection, batch.doubtful(), Map.of()), Map.of(), Set.of());
        }
        CommitPlan.Known known = lockAndRead(connection, batch);
        Set<NewEntry> reused =
                ReusedKeys.find(batch.entries(), known.ids(), contents(connection, batch.repeated(known.ids())));
        CommitPlan plan = CommitPlan.of(batch, known, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        entries.retract(connection, plan.targets());
        entries.insert(connection, plan.rows());
        positions.write(connection, plan.marks());
        cursors.write(connection, plan.cursors());
        return new Committed(
                totals, plan.logged(), told(connection, batch.doubtful(), plan.told()), plan.pageCursors(), reused);
    }

    Mark realign(Connection connection, RemoteLog log, List<LogMessage.Place> places) throws SQLException {
        positions.lock(connection, Set.of(log.topic()));
        Set<String> known = entries.find(
                        connection, places.stream().map(LogMessage.Place::id).toList())
                .logged();
        Mark cursor = CommitPlan.realign(places, known);
        cursors.write(connection, Map.of(log, cursor));
        return cursor;
    }

    private CommitPlan.Known lockAndRead(Connection connection, Batch batch) throws SQLException {
        Map<Topic, Mark> marks = positions.lock(connection, topics(batch));
        EntriesTable.Found found = entries.find(connection, batch.ids());
        Map<RemoteLog, Mark> taken = batch.pages().isEmpty() ? Map.of() : cursors.read(connection, remoteTopics(batch));
        return new CommitPlan.Known(found.logged(), found.retracted(), marks, taken);
    }

    /** To be called before the batch retracts anything: a comment of the version before loses its text then. */
    private Map<String, CommentContent> contents(Connection connection, Set<String> repeated) throws SQLException {
        return repeated.isEmpty() ? Map.of() : entries.contents(connection, repeated);
    }

    private Map<Topic, Mark> told(Connection connection, Set<Topic> doubtful, Map<Topic, Mark> known)
            throws SQLException {
        if (doubtful.isEmpty()) {
            return known;
        }
        Map<Topic, Mark> told = new HashMap<>(positions.marks(connection, doubtful));
        told.putAll(known);
        return told;
    }

    private static Collection<Topic> remoteTopics(Batch batch) {
        return batch.pages().stream().map(page -> page.log().topic()).distinct().toList();
    }

    private static SortedSet<Topic> topics(Batch batch) {
        SortedSet<Topic> topics = new TreeSet<>(Comparator.comparing(Topic::toString));
        batch.entries().forEach(entry -> topics.add(entry.topic()));
        batch.pages().forEach(page -> topics.add(page.log().topic()));
        return topics;
    }
}
