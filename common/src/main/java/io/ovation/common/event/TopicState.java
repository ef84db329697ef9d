package io.ovation.common.event;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the events of one topic add up to: totals, the number of viewers and the most recent comments. Owned by one
 * actor. Applying an event twice, or an old snapshot late, changes nothing.
 */
public final class TopicState {

    private final int commentLimit;
    private final Deque<Comment> comments = new ArrayDeque<>();
    private EventId lastEvent = EventId.NONE;
    private Totals totals = Totals.NONE;
    private int viewers;

    /** @param commentLimit how many comments to keep; older ones are forgotten */
    public TopicState(int commentLimit) {
        this.commentLimit = commentLimit;
    }

    /** @return whether the event was news; a comment that is known already is not */
    public boolean apply(EventId id, Event event) {
        if (event instanceof Event.Commented commented && !add(commented.comment())) {
            return false;
        }
        if (event instanceof Event.Likes likes) {
            totals = totals.merge(Totals.of(likes.dataCentre(), likes.totals()));
        } else if (event instanceof Event.Viewers now) {
            viewers = now.count();
        }
        if (id.isAfter(lastEvent)) {
            lastEvent = id;
        }
        return true;
    }

    /** Takes in what somebody else knew. */
    public void merge(Snapshot snapshot) {
        totals = totals.merge(snapshot.totals());
        mergeComments(snapshot);
        if (!lastEvent.isAfter(snapshot.lastEvent())) {
            lastEvent = snapshot.lastEvent();
            viewers = snapshot.viewers();
        }
    }

    public Snapshot snapshot() {
        return new Snapshot(lastEvent, totals, viewers, List.copyOf(comments));
    }

    public Totals totals() {
        return totals;
    }

    public EventId lastEvent() {
        return lastEvent;
    }

    private boolean add(Comment comment) {
        for (Comment known : comments) {
            if (known.id().equals(comment.id())) {
                return false;
            }
        }
        comments.addLast(comment);
        trim();
        return true;
    }

    private void mergeComments(Snapshot snapshot) {
        Map<String, Comment> byId = new LinkedHashMap<>();
        snapshot.comments().forEach(comment -> byId.put(comment.id(), comment));
        comments.forEach(comment -> byId.put(comment.id(), comment));
        comments.clear();
        byId.values().stream().sorted(Comparator.comparing(Comment::at)).forEach(comments::addLast);
        trim();
    }

    private void trim() {
        while (comments.size() > commentLimit) {
            comments.removeFirst();
        }
    }
}
