package io.ovation.likes.store;

import io.ovation.common.event.Comment;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A comment as a row of its table. */
final class CommentRow {

    static final String COLUMNS = "id, member, text, accepted_at, media_time, featured";

    static final String INSERT =
            "INSERT INTO comments (topic, position, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private CommentRow() {}

    static void bind(PreparedStatement insert, NewComment added, long position) throws SQLException {
        Comment comment = added.comment();
        insert.setString(1, added.topic().toString());
        insert.setLong(2, position);
        insert.setString(3, comment.id());
        insert.setString(4, comment.member());
        insert.setString(5, comment.text());
        insert.setObject(6, comment.at().atOffset(ZoneOffset.UTC));
        insert.setObject(7, comment.mediaTime(), Types.DOUBLE);
        insert.setBoolean(8, comment.featured());
    }

    static Comment read(ResultSet row) throws SQLException {
        return new Comment(
                row.getString("id"),
                row.getString("member"),
                row.getString("text"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                row.getObject("media_time", Double.class),
                row.getBoolean("featured"));
    }
}
