package io.ovation.frontend.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovation.frontend.frame.GapReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What becomes of what happens on the node's topics.
 *
 * @param gaps that were told, each to one viewer or to all of a topic
 * @param joinsWaiting of all actors of topics
 */
public record TopicMetrics(
        Counter entriesTaken,
        Counter holesFetched,
        Counter pastFetched,
        Map<GapReason, Counter> gaps,
        Counter commentsWithheld,
        Counter typingWithheld,
        Counter framesRefused,
        Counter deliveriesWithoutViewers,
        Counter resumed,
        Counter notResumed,
        Counter replayPieces,
        Counter replayBytes,
        AtomicInteger joinsWaiting) {

    public static TopicMetrics create(MeterRegistry registry) {
        Map<GapReason, Counter> gaps = new EnumMap<>(GapReason.class);
        for (GapReason reason : GapReason.values()) {
            gaps.put(reason, registry.counter("ovation.frontend.gaps", "reason", reason.toString()));
        }
        return new TopicMetrics(
                registry.counter("ovation.frontend.log.entries"),
                registry.counter("ovation.frontend.log.fetches", "of", "hole"),
                registry.counter("ovation.frontend.log.fetches", "of", "past"),
                gaps,
                registry.counter("ovation.frontend.comments.withheld", "reason", "sampled"),
                registry.counter("ovation.frontend.typing.withheld", "reason", "crowd"),
                registry.counter("ovation.frontend.frames.dropped", "reason", "busy-loop"),
                registry.counter("ovation.frontend.deliveries.ignored", "reason", "no-viewers"),
                registry.counter("ovation.frontend.resumptions", "outcome", "replayed"),
                registry.counter("ovation.frontend.resumptions", "outcome", "gap"),
                registry.counter("ovation.frontend.replays.pieces"),
                registry.counter("ovation.frontend.replays.bytes"),
                registry.gauge("ovation.frontend.joins.waiting", new AtomicInteger()));
    }

    void gap(GapReason reason) {
        Counter counter = gaps.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
