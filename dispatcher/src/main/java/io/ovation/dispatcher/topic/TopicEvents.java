package io.ovation.dispatcher.topic;

import io.ovation.common.event.Event;
import io.ovation.common.event.LikeWindow;
import io.ovation.common.event.TopicState;
import io.ovation.common.event.Totals;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Tracing;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What becomes of the events of one topic: which leave now, which wait to be merged, which are dropped, and what they
 * add up to. An event counts from when it leaves: so whoever is told the sum needs every event that leaves after it and
 * none that left before. Times are {@link System#nanoTime()}.
 */
final class TopicEvents {

    private final Tracing tracing;
    private final TopicState state = new TopicState();
    private final LikeWindow likes;
    private final ViewerWindow viewers;
    private final TypingLimiter typing;

    TopicEvents(TopicSettings settings, Tracing tracing) {
        this.tracing = tracing;
        this.likes = new LikeWindow(settings.likeWindow(), likesMerged -> ended(likesMerged, Ending.MERGED));
        this.viewers = new ViewerWindow(settings.viewersInterval());
        this.typing = new TypingLimiter(settings.typingInterval(), settings.typingMembers());
    }

    /**
     * @param watched whether there is anybody to tell; if not, the event is taken into account and goes nowhere
     * @return what leaves now
     */
    Optional<Event> publish(Event event, boolean watched, long nowNanos) {
        Event.Visitor<Optional<Event>> publish = new Event.Visitor<>() {
            @Override
            public Optional<Event> likes(Event.Likes likes) {
                return watched ? publishLikes(likes, nowNanos) : leave(likes);
            }

            @Override
            public Optional<Event> typing(Event.Typing typing) {
                return watched ? publishTyping(typing, nowNanos) : Optional.empty();
            }

            @Override
            public Optional<Event> viewers(Event.Viewers viewers) {
                return leave(viewers);
            }

            @Override
            public Optional<Event> presence(Event.Presence presence) {
                return publishPresence(presence);
            }
        };
        if (!watched) {
            ended(event, Ending.UNWATCHED);
        }
        return event.accept(publish).filter(left -> watched);
    }

    /** To be called when the time of {@link #likesEndAtNanos()} has come. */
    Optional<Event> endLikeWindow(long nowNanos) {
        return likes.end(nowNanos).flatMap(this::leave);
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

    /** What the store of likes and comments has counted. */
    void merge(Totals totals) {
        state.merge(totals);
    }

    Totals totals() {
        return state.totals();
    }

    /** Empty if it is not known, or the topic is not about a member. */
    Optional<Event.Presence> presence() {
        return state.presence();
    }

    private Optional<Event> publishLikes(Event.Likes event, long nowNanos) {
        if (isNews(event)) {
            return likes.add(event, nowNanos).flatMap(this::leave);
        }
        ended(event, Ending.KNOWN);
        return Optional.empty();
    }

    private boolean isNews(Event.Likes event) {
        return !event.added().isEmpty() || !totals().merge(event.totals()).equals(totals());
    }

    /** Heartbeats that came meanwhile are no news. */
    private Optional<Event> publishPresence(Event.Presence presence) {
        boolean news = state.presence()
                .filter(known -> known.online() == presence.online())
                .isEmpty();
        return leave(presence).filter(left -> news);
    }

    private Optional<Event> publishTyping(Event.Typing event, long nowNanos) {
        return switch (typing.judge(event.member(), nowNanos)) {
            case PASS -> Optional.of(event);
            case TOO_SOON -> {
                TopicCounters.DROPPED_TYPING_TOO_SOON.increment();
                ended(event, Ending.LIMITED);
                yield Optional.empty();
            }
            case TOO_MANY_MEMBERS -> {
                TopicCounters.DROPPED_TYPING_MEMBERS.increment();
                ended(event, Ending.LIMITED);
                yield Optional.empty();
            }
        };
    }

    private void ended(Event event, Ending ending) {
        tracing.ended(Stage.TOPIC_RECEIVED, event, ending);
    }

    private Optional<Event> leave(OptionalInt count) {
        return count.isPresent() ? leave(new Event.Viewers(count.getAsInt())) : Optional.empty();
    }

    private Optional<Event> leave(Event event) {
        state.apply(event);
        return Optional.of(event);
    }
}
