package io.ovation.common.event;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one topic add up to: totals, the number of viewers, the latest comments, a presence. Owned by one actor.
 * Applying likes twice, or an old snapshot late, changes no total.
 */
public final class TopicState {

    private final CommentWindow comments;
    private Totals totals = Totals.NONE;
    private int viewers;
    private Event.@Nullable Presence presence;

    public TopicState(WindowSettings limits) {
        this.comments = new CommentWindow(limits);
    }

    public void apply(Event event) {
        if (event instanceof Event.Likes likes) {
            totals = totals.merge(likes.totals());
        } else if (event instanceof Event.Viewers now) {
            viewers = now.count();
        } else if (event instanceof Event.Presence now) {
            presence = now;
        }
    }

    /** @return whether it was news */
    public boolean add(Comment comment) {
        return comments.add(comment);
    }

    /**
     * Takes in what somebody knows who is ahead.
     *
     * @return the comments that were missed, in order; empty if there is no telling
     */
    public Optional<List<Comment>> catchUp(Snapshot ahead) {
        totals = totals.merge(ahead.totals());
        viewers = ahead.viewers();
        presence = ahead.presence() == null ? presence : ahead.presence();
        return comments.catchUp(ahead.comments(), ahead.whole());
    }

    public void merge(Totals known) {
        totals = totals.merge(known);
    }

    public CommentWindow comments() {
        return comments;
    }

    public Totals totals() {
        return totals;
    }

    /** Empty if it is not known, or the topic is not about a member. */
    public Optional<Event.Presence> presence() {
        return Optional.ofNullable(presence);
    }

    /** Everything there is. */
    public Snapshot snapshot() {
        return new Snapshot(totals, viewers, comments.all(), comments.isWhole(), presence);
    }

    /** With no more comments than are shown to whoever joins. */
    public Snapshot recent() {
        List<Comment> recent = comments.recent();
        return new Snapshot(totals, viewers, recent, comments.isWhole() && recent.size() == comments.size(), presence);
    }
}
