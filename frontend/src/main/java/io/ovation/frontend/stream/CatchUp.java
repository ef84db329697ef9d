package io.ovation.frontend.stream;

import io.ovation.common.event.Comment;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Snapshot;
import io.ovation.common.topic.Topic;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The frames that bring a topic's viewers up to date: those who join, those who come back, and those who lost something. */
final class CatchUp {

    private final FrameEncoder encoder;
    private final InstantSource clock;
    private final StreamMetrics metrics;

    CatchUp(FrameEncoder encoder, InstantSource clock, StreamMetrics metrics) {
        this.encoder = encoder;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * For somebody who joins. The snapshot of a presence is its last event.
     *
     * @param lastSeen where a stream that broke off left off, if this continues one
     */
    Optional<Frame> joining(Topic topic, LocalTopic<?, ?> local, Optional<EventId> lastSeen) {
        boolean replayable = topic.kind() != Topic.Kind.PRESENCE;
        return Optional.of(lastSeen.filter(seen -> replayable)
                .map(seen -> resuming(topic, local, seen))
                .orElseGet(() -> snapshot(topic, local)));
    }

    /** For somebody who did not look, or lost nothing but what a snapshot makes up for. */
    Optional<Frame> refreshing(Topic topic, LocalTopic<?, ?> local) {
        return joining(topic, local, Optional.empty()).map(Frame::asFleeting);
    }

    /** For viewers who lost events because they, or their event loop, could not keep up. */
    Frame slow(Topic topic, LocalTopic<?, ?> local) {
        return encoder.gapAndSnapshot(topic, "slow", local.state().recent());
    }

    /**
     * Takes in the topic as its actor knows it, which is ahead of this node or has lost sight of it for a while.
     *
     * @return for those who watch already; empty if it is no news to them
     */
    Optional<Frame> subscribed(Topic topic, LocalTopic<?, ?> local, Snapshot ahead) {
        boolean watching = local.isSubscribed();
        boolean known = local.state().comments().isKnown();
        Snapshot before = watching ? local.state().recent() : Snapshot.EMPTY;
        Optional<List<Comment>> missed = local.subscribed(ahead);
        if (!watching) {
            return Optional.empty();
        }
        Snapshot now = local.state().recent();
        // Who knew nothing has lost nothing.
        if (known && missed.isEmpty()) {
            return Optional.of(encoder.gapAndSnapshot(topic, "failover", now));
        }
        List<Comment> comments = missed.orElse(List.of());
        return comments.isEmpty() && isSame(before, now)
                ? Optional.empty()
                : Optional.of(encoder.replayAndSnapshot(topic, comments, now));
    }

    /** A heartbeat that came meanwhile is no news. */
    private static boolean isSame(Snapshot before, Snapshot now) {
        if (before.presence() != null && now.presence() != null) {
            return before.presence().online() == now.presence().online();
        }
        return now.equals(before);
    }

    private Frame resuming(Topic topic, LocalTopic<?, ?> local, EventId lastSeen) {
        Optional<List<Comment>> missed = local.state().comments().after(lastSeen, clock.instant());
        if (missed.isEmpty()) {
            metrics.notResumed().increment();
            return encoder.gapAndSnapshot(topic, "expired", local.state().recent());
        }
        metrics.resumed().increment();
        return missed.get().isEmpty()
                ? snapshot(topic, local)
                : encoder.replayAndSnapshot(topic, missed.get(), local.state().recent());
    }

    private Frame snapshot(Topic topic, LocalTopic<?, ?> local) {
        return local.snapshotFrame(state -> encoder.snapshot(topic, state));
    }
}
