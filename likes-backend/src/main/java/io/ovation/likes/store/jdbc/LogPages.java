package io.ovation.likes.store.jdbc;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.tables.EntriesTable;
import io.ovation.likes.store.tables.PositionsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads logs in pages. Each read first asks for the log's last durable position and leaves out what lies beyond:
 * entries that may not be on the disk, or that were added meanwhile.
 */
final class LogPages {

    /** How many positions are read at once: as many entries as fit into a page, however short they are. */
    private static final int STRETCH = LogRange.PAGE_BYTES / 256;

    /**
     * How many stretches are searched for entries of one data centre among those of others, or between void numbers.
     */
    private static final int MOST_STRETCHES = 8;

    private final PositionsTable positions;
    private final EntriesTable entries;
    private final DurablePositions durable;

    LogPages(PositionsTable positions, EntriesTable entries, DurablePositions durable) {
        this.positions = positions;
        this.entries = entries;
        this.durable = durable;
    }

    /** Topics without a log are among them. */
    Map<Topic, Mark> marks(Connection connection, Collection<Topic> topics) throws SQLException {
        Map<Topic, Mark> marks = new HashMap<>(durable(connection, positions.marks(connection, topics)));
        topics.forEach(topic -> marks.putIfAbsent(topic, Mark.START));
        return marks;
    }

    Map<Topic, Mark> list(Connection connection, String after, int limit) throws SQLException {
        return durable(connection, positions.list(connection, after, limit));
    }

    LogRange latest(Connection connection, Topic topic) throws SQLException {
        return ending(connection, topic, mark(connection, topic), null);
    }

    Optional<LogRange> before(Connection connection, Topic topic, Mark mark, @Nullable String origin)
            throws SQLException {
        return isOfThisHistory(connection, topic, mark, mark(connection, topic))
                ? Optional.of(ending(connection, topic, mark, origin))
                : Optional.empty();
    }

    Optional<LogRange> after(Connection connection, Topic topic, Mark mark, long to, @Nullable String origin)
            throws SQLException {
        Mark last = mark(connection, topic);
        return isOfThisHistory(connection, topic, mark, last)
                ? Optional.of(beginning(connection, topic, mark, Math.min(to, last.position()), origin))
                : Optional.empty();
    }

    List<LogMessage.Place> places(Connection connection, Topic topic, @Nullable String origin) throws SQLException {
        List<LogMessage.Place> places = new ArrayList<>();
        long last = mark(connection, topic).position();
        long next = last;
        for (long distance = 0; distance < last; distance = Math.max(1, distance * 2)) {
            long position = last - distance;
            if (position > next) {
                // What was found last lies before it.
                continue;
            }
            Optional<LogMessage.Place> place = placeUpTo(connection, topic, position, origin);
            if (place.isEmpty()) {
                break;
            }
            places.add(place.get());
            next = place.get().mark().position() - 1;
        }
        return places;
    }

    List<Comment> recentComments(Connection connection, Topic topic, int limit) throws SQLException {
        return commentsUpTo(connection, topic, mark(connection, topic).position(), limit);
    }

    List<Comment> commentsBefore(Connection connection, Topic topic, String commentId, int limit) throws SQLException {
        Optional<EntriesTable.CommentPlace> place = entries.placeOf(connection, commentId)
                .filter(found -> found.topic().equals(topic));
        long last = mark(connection, topic).position();
        return place.isEmpty()
                ? List.of()
                : commentsUpTo(connection, topic, Math.min(last, place.get().position() - 1), limit);
    }

    private LogRange ending(Connection connection, Topic topic, Mark mark, @Nullable String origin)
            throws SQLException {
        List<Entry> page = new ArrayList<>();
        int bytes = 0;
        long to = mark.position();
        for (int stretches = 0; to > 0 && stretches < MOST_STRETCHES; stretches++) {
            long after = Math.max(0, to - STRETCH);
            for (Entry entry : entries.newestFirst(connection, topic, after, to)) {
                if (isOf(entry, origin)) {
                    if (!page.isEmpty() && bytes + entry.bytes() > LogRange.PAGE_BYTES) {
                        Collections.reverse(page);
                        return new LogRange(entry.mark(), mark, page);
                    }
                    page.add(entry);
                    bytes += entry.bytes();
                }
            }
            to = after;
        }
        Collections.reverse(page);
        return new LogRange(markAt(connection, topic, to), mark, page);
    }

    private LogRange beginning(Connection connection, Topic topic, Mark mark, long to, @Nullable String origin)
            throws SQLException {
        List<Entry> page = new ArrayList<>();
        int bytes = 0;
        Mark reached = mark;
        long after = mark.position();
        for (int stretches = 0; after < to && stretches < MOST_STRETCHES; stretches++) {
            long end = Math.min(to, after + STRETCH);
            for (Entry entry : entries.oldestFirst(connection, topic, after, end)) {
                if (isOf(entry, origin)) {
                    if (!page.isEmpty() && bytes + entry.bytes() > LogRange.PAGE_BYTES) {
                        return new LogRange(mark, reached, page);
                    }
                    page.add(entry);
                    bytes += entry.bytes();
                }
                reached = entry.mark();
            }
            after = end;
        }
        return new LogRange(mark, reached.at(after), page);
    }

    private List<Comment> commentsUpTo(Connection connection, Topic topic, long last, int limit) throws SQLException {
        List<Comment> comments = new ArrayList<>();
        long to = last;
        for (long width = Math.max(STRETCH, limit); to > 0 && comments.size() < limit; width *= 4) {
            long after = Math.max(0, to - width);
            comments.addAll(entries.comments(connection, topic, after, to, limit - comments.size()));
            to = after;
        }
        Collections.reverse(comments);
        return comments;
    }

    private boolean isOfThisHistory(Connection connection, Topic topic, Mark mark, Mark last) throws SQLException {
        if (mark.position() >= last.position()) {
            return mark.equals(last);
        }
        return mark.equals(markAt(connection, topic, mark.position()));
    }

    /** The mark of a number that is not beyond the end of the log. */
    private Mark markAt(Connection connection, Topic topic, long position) throws SQLException {
        return placeUpTo(connection, topic, position, null)
                .map(place -> place.mark().at(position))
                .orElseGet(() -> Mark.START.at(position));
    }

    /** Most often it is the entry at that position. */
    private Optional<LogMessage.Place> placeUpTo(
            Connection connection, Topic topic, long position, @Nullable String origin) throws SQLException {
        long to = position;
        for (long width = 1; to > 0; width *= STRETCH) {
            long after = Math.max(0, to - width);
            Optional<LogMessage.Place> place = entries.newest(connection, topic, after, to, origin);
            if (place.isPresent()) {
                return place;
            }
            to = after;
        }
        return Optional.empty();
    }

    private Mark mark(Connection connection, Topic topic) throws SQLException {
        return marks(connection, List.of(topic)).getOrDefault(topic, Mark.START);
    }

    /** The marks were read before: what is not on the disk yet was not then, or is noted here now. */
    private Map<Topic, Mark> durable(Connection connection, Map<Topic, Mark> marks) throws SQLException {
        for (Map.Entry<Topic, Mark> each : marks.entrySet()) {
            long last = durable.lastDurable(each.getKey());
            if (each.getValue().position() > last) {
                each.setValue(markAt(connection, each.getKey(), last));
            }
        }
        return marks;
    }

    private static boolean isOf(Entry entry, @Nullable String origin) {
        return origin == null || entry.mayComeFrom(origin);
    }
}
