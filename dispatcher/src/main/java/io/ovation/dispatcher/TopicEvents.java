package io.ovation.dispatcher;

import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.EventIdSequence;
import io.ovation.common.event.LikeWindow;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.TopicState;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What becomes of the events of one topic: which leave now, which wait to be merged, which are dropped, and what they
 * add up to. An event takes its id, and its place in the snapshot, when it leaves: so whoever has the snapshot needs
 * every event that leaves after it and none that left before. Times are {@link System#nanoTime()}; ids take theirs
 * from the given clock.
 */
final class TopicEvents {

    private final InstantSource clock;
    private final EventIdSequence ids = new EventIdSequence();
    private final TopicState state;
    private final LikeWindow likes;
    private final ViewerWindow viewers;
    private final TypingLimiter typing;

    TopicEvents(DispatcherSettings settings, InstantSource clock) {
        this.clock = clock;
        this.state = new TopicState(settings.recentComments());
        this.likes = new LikeWindow(settings.likeWindow());
        this.viewers = new ViewerWindow(settings.viewersInterval());
        this.typing = new TypingLimiter(settings.typingInterval(), settings.typingMembers());
    }

    /**
     * @param watched whether there is anybody to tell; if not, the event is taken into account and goes nowhere
     * @return what leaves now
     */
    Optional<StampedEvent> publish(Event event, boolean watched, long nowNanos) {
        if (event instanceof Event.Typing typingEvent) {
            return watched ? publishTyping(typingEvent, nowNanos) : Optional.empty();
        }
        if (event instanceof Event.Likes likesEvent && watched) {
            return likes.add(likesEvent, nowNanos).flatMap(this::leave);
        }
        return leave(event).filter(stamped -> watched);
    }

    /** To be called when the time of {@link #likesEndAtNanos()} has come. */
    Optional<StampedEvent> endLikeWindow(long nowNanos) {
        return likes.end(nowNanos).flatMap(this::leave);
    }

    /** Present while likes are being merged. */
    OptionalLong likesEndAtNanos() {
        return likes.isOpen() ? OptionalLong.of(likes.endsAtNanos()) : OptionalLong.empty();
    }

    /** Says how many viewers there are now. */
    Optional<StampedEvent> countViewers(int count, long nowNanos) {
        return leave(viewers.change(count, nowNanos));
    }

    /** To be called when the time of {@link #viewersEndAtNanos()} has come. */
    Optional<StampedEvent> endViewerWindow(long nowNanos) {
        return leave(viewers.end(nowNanos));
    }

    /** Present while changes of the number of viewers wait. */
    OptionalLong viewersEndAtNanos() {
        return viewers.isOpen() ? OptionalLong.of(viewers.endsAtNanos()) : OptionalLong.empty();
    }

    /** Makes sure that later ids are after what a subscriber has seen of an earlier owner of the topic. */
    void advancePast(EventId seen) {
        ids.advancePast(seen);
    }

    /** Takes in what the store of likes and comments knew. */
    void merge(Snapshot stored) {
        state.merge(stored);
    }

    Snapshot snapshot() {
        return state.snapshot();
    }

    private Optional<StampedEvent> publishTyping(Event.Typing event, long nowNanos) {
        return switch (typing.judge(event.member(), nowNanos)) {
            case PASS -> leave(event);
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

    private Optional<StampedEvent> leave(OptionalInt count) {
        return count.isPresent() ? leave(new Event.Viewers(count.getAsInt())) : Optional.empty();
    }

    private Optional<StampedEvent> leave(Event event) {
        EventId id = ids.next(clock.millis());
        if (!state.apply(id, event)) {
            DispatcherCounters.DROPPED_KNOWN_COMMENT.increment();
            return Optional.empty();
        }
        return Optional.of(new StampedEvent(id, event));
    }
}
