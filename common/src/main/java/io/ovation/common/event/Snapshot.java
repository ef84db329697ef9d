package io.ovation.common.event;

import java.util.List;

/**
 * A topic as it stands, for whoever joins late.
 *
 * @param comments the latest ones, oldest first
 * @param whole whether the topic never had any other comment
 */
public record Snapshot(Totals totals, int viewers, List<Comment> comments, boolean whole) {

    /** Of a topic of which nothing is known. */
    public static final Snapshot EMPTY = new Snapshot(Totals.NONE, 0, List.of(), false);

    public Snapshot {
        comments = List.copyOf(comments);
    }
}
