package io.ovation.common.event;

import java.util.List;

/**
 * A topic as it stands, for whoever joins late.
 *
 * @param lastEvent the latest event it includes; {@link EventId#NONE} if none was stamped yet
 * @param comments the most recent ones, oldest first
 */
public record Snapshot(EventId lastEvent, Totals totals, int viewers, List<Comment> comments) {

    public static final Snapshot EMPTY = new Snapshot(EventId.NONE, Totals.NONE, 0, List.of());

    public Snapshot {
        comments = List.copyOf(comments);
    }
}
