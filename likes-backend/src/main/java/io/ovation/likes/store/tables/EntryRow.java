package io.ovation.likes.store.tables;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.likes.store.CommentContent;
import io.ovation.likes.store.CommitPlan;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry as a row of its table. */
final class EntryRow {

    static final String COLUMNS =
            "id, position, check_hash, kind, origin, target, logged_at, member, text, accepted_at,"
                    + " media_time, featured";

    static final String INSERT =
            "INSERT INTO entries (topic, text_hash, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    static final String COMMENT = "comment";
    static final String EMPTIED = "emptied";
    private static final String RETRACTION = "retraction";

    private EntryRow() {}

    static void bind(PreparedStatement insert, CommitPlan.Row row) throws SQLException {
        Entry entry = row.entry();
        Values values = row.given().accept(new ToValues(entry));
        insert.setString(1, row.topic().toString());
        insert.setObject(2, values.textHash(), Types.BIGINT);
        insert.setString(3, entry.id());
        insert.setLong(4, entry.position());
        insert.setLong(5, entry.mark().check());
        insert.setString(6, values.kind());
        insert.setString(7, entry.origin());
        insert.setString(8, values.target());
        insert.setObject(9, entry.loggedAt().atOffset(ZoneOffset.UTC));
        insert.setString(10, values.member());
        insert.setString(11, values.text());
        insert.setObject(12, values.at().atOffset(ZoneOffset.UTC));
        insert.setObject(13, values.mediaTime(), Types.DOUBLE);
        insert.setBoolean(14, values.featured());
    }

    /** The place of a row, of whatever kind. */
    static Mark mark(ResultSet row) throws SQLException {
        return new Mark(row.getLong("position"), check(row.getString("id"), row.getObject("check_hash", Long.class)));
    }

    /** A comment of the version before has none, and is not chained to what was before it. */
    static long check(@Nullable String id, @Nullable Long stored) {
        if (stored != null) {
            return stored;
        }
        return id == null ? Mark.START.check() : Mark.chain(Mark.START.check(), id);
    }

    static Entry read(ResultSet row) throws SQLException {
        OffsetDateTime loggedAt = row.getObject("logged_at", OffsetDateTime.class);
        return new Entry(
                mark(row),
                row.getString("origin"),
                loggedAt == null ? acceptedAt(row) : loggedAt.toInstant(),
                body(row));
    }

    static Comment comment(ResultSet row) throws SQLException {
        return new Comment(
                row.getString("id"),
                row.getString("member"),
                row.getString("text"),
                acceptedAt(row),
                row.getObject("media_time", Double.class),
                row.getBoolean("featured"));
    }

    /** Empty if nobody knows any more what a comment said that was retracted. */
    static Optional<CommentContent> content(ResultSet row) throws SQLException {
        Long textHash = row.getString("kind").equals(COMMENT)
                ? Long.valueOf(CommentContent.textHash(row.getString("text")))
                : row.getObject("text_hash", Long.class);
        return textHash == null
                ? Optional.empty()
                : Optional.of(new CommentContent(
                        textHash, row.getObject("media_time", Double.class), row.getBoolean("featured")));
    }

    private static EntryBody body(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String kind = row.getString("kind");
        return switch (kind) {
            case COMMENT -> comment(row);
            case EMPTIED -> new Emptied(id);
            case RETRACTION -> {
                String by = row.getString("member");
                yield new Retraction(id, row.getString("target"), by.isEmpty() ? null : by);
            }
            default -> throw new SQLException("entry " + id + " is of an unknown kind: " + kind);
        };
    }

    private static Instant acceptedAt(ResultSet row) throws SQLException {
        return row.getObject("accepted_at", OffsetDateTime.class).toInstant();
    }

    /** What the kinds of entries differ in. A member that is not known is an empty one. */
    private record Values(
            String kind,
            @Nullable String target,
            @Nullable Long textHash,
            String member,
            String text,
            Instant at,
            @Nullable Double mediaTime,
            boolean featured) {}

    private record ToValues(Entry entry) implements EntryBody.Visitor<Values> {

        @Override
        public Values comment(Comment comment) {
            boolean emptied = entry.comment().isEmpty();
            return new Values(
                    emptied ? EMPTIED : COMMENT,
                    null,
                    emptied ? CommentContent.textHash(comment.text()) : null,
                    comment.member(),
                    emptied ? "" : comment.text(),
                    comment.at(),
                    comment.mediaTime(),
                    comment.featured());
        }

        @Override
        public Values retraction(Retraction retraction) {
            String by = retraction.by();
            return new Values(
                    RETRACTION, retraction.target(), null, by == null ? "" : by, "", entry.loggedAt(), null, false);
        }

        @Override
        public Values emptied(Emptied emptied) {
            return new Values(EMPTIED, null, null, "", "", entry.loggedAt(), null, false);
        }
    }
}
