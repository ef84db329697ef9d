package io.ovation.common.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one topic add up to: totals, the number of viewers, a presence. Owned by one actor. Applying likes
 * twice, or late, changes no total.
 */
public final class TopicState {

    private final Event.Visitor<Boolean> application = new Application();
    private Totals totals = Totals.NONE;
    private int viewers;
    private Event.@Nullable Presence presence;

    /** @return whether that changes anything */
    public boolean apply(Event event) {
        return event.accept(application);
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

    private final class Application implements Event.Visitor<Boolean> {

        @Override
        public Boolean likes(Event.Likes likes) {
            Totals before = totals;
            merge(likes.totals());
            return !totals.equals(before);
        }

        @Override
        public Boolean typing(Event.Typing typing) {
            return false;
        }

        @Override
        public Boolean viewers(Event.Viewers now) {
            boolean isChange = now.count() != viewers;
            viewers = now.count();
            return isChange;
        }

        @Override
        public Boolean presence(Event.Presence now) {
            boolean isChange = !now.equals(presence);
            presence = now;
            return isChange;
        }
    }
}
