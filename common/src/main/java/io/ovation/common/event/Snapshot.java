package io.ovation.common.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it stands, for whoever joins late.
 *
 * @param comments the latest ones, oldest first
 * @param whole whether the topic never had any other comment
 * @param presence of the member whom the topic is about; null if it is about none, or nobody knows
 */
public record Snapshot(
        Totals totals, int viewers, List<Comment> comments, boolean whole, Event.@Nullable Presence presence) {

    /** Of a topic of which nothing is known. */
    public static final Snapshot EMPTY = new Snapshot(Totals.NONE, 0, List.of(), false);

    @JsonCreator
    public Snapshot {
        comments = List.copyOf(comments);
    }

    /** Of a topic that is about no member. */
    public Snapshot(Totals totals, int viewers, List<Comment> comments, boolean whole) {
        this(totals, viewers, comments, whole, null);
    }
}
