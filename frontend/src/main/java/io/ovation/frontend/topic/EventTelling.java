package io.ovation.frontend.topic;

import io.ovation.common.event.Event;
import io.ovation.frontend.crowd.ChatThrottle;

/** How the viewers of a topic are told of events. */
final class EventTelling implements Event.Visitor<Void> {

    private final TopicStanding standing;
    private final ChatThrottle throttle;
    private final TopicOutput<?> output;
    private long nowNanos;

    EventTelling(TopicStanding standing, ChatThrottle throttle, TopicOutput<?> output) {
        this.standing = standing;
        this.throttle = throttle;
        this.output = output;
    }

    void tell(Event event, long now) {
        nowNanos = now;
        event.accept(this);
    }

    @Override
    public Void likes(Event.Likes likes) {
        output.likes(likes, standing.totals());
        return null;
    }

    @Override
    public Void typing(Event.Typing typing) {
        throttle.typing(typing, nowNanos);
        return null;
    }

    @Override
    public Void viewers(Event.Viewers viewers) {
        output.viewers(viewers.count());
        return null;
    }

    @Override
    public Void presence(Event.Presence presence) {
        output.presence(presence);
        return null;
    }
}
