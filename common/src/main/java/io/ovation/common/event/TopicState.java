package io.ovation.common.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one topic add up to: totals, the number of viewers, a presence. Owned by one actor. Applying likes
 * twice, or late, changes no total.
 */
public final class TopicState {

    private final Event.Visitor<Void> applying = new Applying();
    private Totals totals = Totals.NONE;
    private int viewers;
    private Event.@Nullable Presence presence;

    public void apply(Event event) {
        event.accept(applying);
    }

    public void merge(Totals known) {
        totals = totals.merge(known);
    }

    public Totals totals() {
        return totals;
    }

    public int viewers() {
        return viewers;
    }

    /** Empty if it is not known, or the topic is not about a member. */
    public Optional<Event.Presence> presence() {
        return Optional.ofNullable(presence);
    }

    private final class Applying implements Event.Visitor<Void> {

        @Override
        public Void likes(Event.Likes likes) {
            merge(likes.totals());
            return null;
        }

        @Override
        public Void typing(Event.Typing typing) {
            return null;
        }

        @Override
        public Void viewers(Event.Viewers now) {
            viewers = now.count();
            return null;
        }

        @Override
        public Void presence(Event.Presence now) {
            presence = now;
            return null;
        }
    }
}
