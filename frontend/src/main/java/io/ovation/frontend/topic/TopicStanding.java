package io.ovation.frontend.topic;

import io.ovation.common.event.Event;
import io.ovation.common.event.TopicState;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.TopicSnapshot;
import io.ovation.frontend.topic.log.TopicLog;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How a topic stands, as this node knows it. */
final class TopicStanding {

    private final Topic topic;
    private final InstantSource clock;
    private final TopicState state = new TopicState();
    private long version;

    TopicStanding(Topic topic, InstantSource clock) {
        this.topic = topic;
        this.clock = clock;
    }

    void apply(Event event) {
        version += state.apply(event) ? 1 : 0;
    }

    /** The log has changed. */
    void logChanged() {
        version++;
    }

    /**
     * Takes in the topic as its actor knows it, which is ahead of this node or has lost sight of it for a while.
     *
     * @param presence null if nobody knows
     * @return whether that is news to those who watch
     */
    boolean merge(Totals totals, int viewers, Event.@Nullable Presence presence) {
        // A heartbeat that came meanwhile is no news.
        boolean isNews = presence != null
                && state.presence()
                        .map(known -> known.online() != presence.online())
                        .orElse(true);
        if (topic.kind() != Topic.Kind.PRESENCE) {
            isNews = viewers != state.viewers()
                    || !state.totals().merge(totals).sum().equals(state.totals().sum());
        }
        state.merge(totals);
        state.apply(new Event.Viewers(viewers));
        if (presence != null) {
            state.apply(presence);
        }
        version++;
        return isNews;
    }

    Totals totals() {
        return state.totals();
    }

    /** Another number whenever {@link #snapshot} shows something else. */
    long version() {
        return version;
    }

    TopicSnapshot snapshot(TopicLog<?> log) {
        return new TopicSnapshot(
                topic,
                state.totals().sum(),
                state.viewers(),
                log.recentComments(),
                state.presence().orElse(null),
                log.eventId(clock.instant()));
    }
}
