package io.ovation.dispatcher;

import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.LikeWindow;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.TopicState;
import io.ovation.common.event.Totals;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What becomes of the events of one topic: which leave now, which wait to be merged, which are dropped, and what they
 * add up to. An event takes its place in the snapshot when it leaves: so whoever has the snapshot needs every event
 * that leaves after it and none that left before. Times are {@link System#nanoTime()}.
 */
final class TopicEvents {

    private final TopicState state;
    private final LikeWindow likes;
    private final ViewerWindow viewers;
    private final TypingLimiter typing;

    /** Comments that the store knew before they were published: known to whoever joined since, and to nobody else. */
    private final Set<String> unpublished = new HashSet<>();

    TopicEvents(DispatcherSettings settings) {
        this.state = new TopicState(settings.window());
        this.likes = new LikeWindow(settings.likeWindow());
        this.viewers = new ViewerWindow(settings.viewersInterval());
        this.typing = new TypingLimiter(settings.typingInterval(), settings.typingMembers());
    }

    /**
     * @param watched whether there is anybody to tell; if not, the event is taken into account and goes nowhere
     * @return what leaves now
     */
    Optional<Event> publish(Event event, boolean watched, long nowNanos) {
        if (event instanceof Event.Typing typingEvent) {
            return watched ? publishTyping(typingEvent, nowNanos) : Optional.empty();
        }
        if (event instanceof Event.Presence presence) {
            return publishPresence(presence).filter(news -> watched);
        }
        if (event instanceof Event.Likes likesEvent && watched) {
            return isNews(likesEvent) ? likes.add(likesEvent, nowNanos).map(this::leave) : Optional.empty();
        }
        leave(event);
        return watched ? Optional.of(event) : Optional.empty();
    }

    /** To be called when the time of {@link #likesEndAtNanos()} has come. */
    Optional<Event> endLikeWindow(long nowNanos) {
        return likes.end(nowNanos).map(this::leave);
    }

    /** Present while likes are being merged. */
    OptionalLong likesEndAtNanos() {
        return likes.isOpen() ? OptionalLong.of(likes.endsAtNanos()) : OptionalLong.empty();
    }

    /** Says how many viewers there are now. */
    Optional<Event> countViewers(int count, long nowNanos) {
        return leave(viewers.change(count, nowNanos));
    }

    /** To be called when the time of {@link #viewersEndAtNanos()} has come. */
    Optional<Event> endViewerWindow(long nowNanos) {
        return leave(viewers.end(nowNanos));
    }

    /** Present while changes of the number of viewers wait. */
    OptionalLong viewersEndAtNanos() {
        return viewers.isOpen() ? OptionalLong.of(viewers.endsAtNanos()) : OptionalLong.empty();
    }

    /** @return whether it was not published before */
    boolean publish(Comment comment) {
        if (state.add(comment)) {
            return true;
        }
        if (unpublished.remove(comment.id())) {
            state.comments().moveToEnd(comment);
            return true;
        }
        DispatcherCounters.DROPPED_KNOWN_COMMENT.increment();
        return false;
    }

    /**
     * Takes in what the store of likes and comments knew.
     *
     * @param whole whether the topic never had any other comment
     */
    void merge(Totals totals, List<Comment> comments, boolean whole) {
        state.merge(totals);
        state.comments().addBefore(comments, whole).forEach(comment -> unpublished.add(comment.id()));
    }

    Totals totals() {
        return state.totals();
    }

    Snapshot snapshot() {
        return state.snapshot();
    }

    private boolean isNews(Event.Likes event) {
        return !event.added().isEmpty() || !totals().merge(event.totals()).equals(totals());
    }

    /** Heartbeats that came meanwhile are no news. */
    private Optional<Event> publishPresence(Event.Presence presence) {
        boolean news = state.presence()
                .filter(known -> known.online() == presence.online())
                .isEmpty();
        leave(presence);
        return news ? Optional.of(presence) : Optional.empty();
    }

    private Optional<Event> publishTyping(Event.Typing event, long nowNanos) {
        return switch (typing.judge(event.member(), nowNanos)) {
            case PASS -> Optional.of(event);
            case TOO_SOON -> {
                DispatcherCounters.DROPPED_TYPING_TOO_SOON.increment();
                yield Optional.empty();
            }
            case TOO_MANY_MEMBERS -> {
                DispatcherCounters.DROPPED_TYPING_MEMBERS.increment();
                yield Optional.empty();
            }
        };
    }

    private Optional<Event> leave(OptionalInt count) {
        return count.isPresent() ? Optional.of(leave(new Event.Viewers(count.getAsInt()))) : Optional.empty();
    }

    private Event leave(Event event) {
        state.apply(event);
        return event;
    }
}
