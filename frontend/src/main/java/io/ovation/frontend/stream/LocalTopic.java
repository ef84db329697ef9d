package io.ovation.frontend.stream;

import io.ovation.common.delivery.Inbound;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.TopicState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One topic as this node knows it: how many viewers each event loop has, whether the topic actor knows of us, and the
 * state that a further viewer is shown. Lingers after its last viewer, so that a reconnect costs no new subscription.
 *
 * @param <C> a connection
 * @param <J> how it asked to join
 */
final class LocalTopic<C, J> {

    /** What is to be told to the topic actor now. */
    enum Due {
        NOTHING,
        SUBSCRIBE,
        RENEW,
        UNSUBSCRIBE
    }

    private record Waiting<J>(int loop, J joining) {}

    private final StreamSettings settings;
    private final TopicState state;
    private final CommentSampler sampler;
    private final TypingCrowd typing;
    private final Inbound inbound = new Inbound();
    private final Map<C, Waiting<J>> waiting = new LinkedHashMap<>();
    private final BitSet behind = new BitSet();
    private int[] viewersByLoop = new int[0];
    private int viewers;
    private int reportedViewers;
    private boolean subscribed;
    private long nextReportNanos;
    private long emptySinceNanos;
    private @Nullable Frame snapshotFrame;

    LocalTopic(StreamSettings settings, long nowNanos) {
        this.settings = settings;
        this.state = new TopicState(settings.window());
        this.sampler = new CommentSampler(settings.commentsPerSecond(), ThreadLocalRandom.current(), nowNanos);
        this.typing = new TypingCrowd(settings.typingNames());
        this.nextReportNanos = nowNanos;
        this.emptySinceNanos = nowNanos;
    }

    /** @return whether the topic is ready for it; else it waits for {@link #subscribed} */
    boolean join(int loop, C connection, J joining) {
        if (loop >= viewersByLoop.length) {
            viewersByLoop = Arrays.copyOf(viewersByLoop, loop + 1);
        }
        viewersByLoop[loop]++;
        viewers++;
        if (!subscribed) {
            waiting.put(connection, new Waiting<>(loop, joining));
        }
        return subscribed;
    }

    /** A viewer that this node has forgotten in a restart may leave without ever having joined. */
    void leave(int loop, C connection, long nowNanos) {
        waiting.remove(connection);
        leave(loop, hasViewers(loop) ? 1 : 0, nowNanos);
    }

    /** The loop has started anew and has no viewers. */
    void leaveAll(int loop, long nowNanos) {
        waiting.values().removeIf(it -> it.loop() == loop);
        leave(loop, loop < viewersByLoop.length ? viewersByLoop[loop] : 0, nowNanos);
    }

    private void leave(int loop, int count, long nowNanos) {
        if (count == 0) {
            return;
        }
        viewersByLoop[loop] -= count;
        viewers -= count;
        if (viewersByLoop[loop] == 0) {
            // Who comes now gets a snapshot anyway.
            behind.clear(loop);
        }
        if (viewers == 0) {
            emptySinceNanos = nowNanos;
        }
    }

    /** Judges what comes in order; only what is {@link Inbound.Verdict#NEXT} is to be taken. */
    Inbound.Verdict receive(Position position) {
        return inbound.receive(position);
    }

    /** How far what comes in order has been taken. */
    long received() {
        return inbound.received();
    }

    /** @return the comments that were missed, in order; empty if there is no telling */
    Optional<List<Comment>> subscribed(Snapshot snapshot) {
        snapshotFrame = null;
        subscribed = true;
        return state.catchUp(snapshot);
    }

    /** @return those who waited for the subscription; they wait no longer */
    List<J> ready() {
        List<J> ready = waiting.values().stream().map(Waiting::joining).toList();
        waiting.clear();
        return ready;
    }

    void apply(Event event) {
        state.apply(event);
        snapshotFrame = null;
    }

    /** @return whether it was news */
    boolean add(Comment comment) {
        boolean news = state.add(comment);
        if (news) {
            snapshotFrame = null;
        }
        return news;
    }

    /** @param jitter from 0 to 1 */
    Due due(long nowNanos, double jitter) {
        if (viewers == 0 && nowNanos - emptySinceNanos >= settings.linger().toNanos()) {
            return Due.UNSUBSCRIBE;
        }
        boolean time = nowNanos - nextReportNanos >= 0;
        if (!time && !(subscribed && viewers != reportedViewers)) {
            return Due.NOTHING;
        }
        long interval = (subscribed ? settings.leaseRenewal() : settings.subscribeRetry()).toNanos();
        nextReportNanos = nowNanos + interval - (long) (interval * jitter / 4);
        reportedViewers = viewers;
        return subscribed ? Due.RENEW : Due.SUBSCRIBE;
    }

    boolean isSubscribed() {
        return subscribed;
    }

    boolean hasViewers(int loop) {
        return loop < viewersByLoop.length && viewersByLoop[loop] > 0;
    }

    int viewers() {
        return viewers;
    }

    TopicState state() {
        return state;
    }

    CommentSampler sampler() {
        return sampler;
    }

    TypingCrowd typing() {
        return typing;
    }

    /** Loops that were refused a frame and are owed a snapshot, by number. */
    BitSet behind() {
        return behind;
    }

    /** The snapshot's frame, until the state changes. */
    Frame snapshotFrame(Function<Snapshot, Frame> encode) {
        if (snapshotFrame == null) {
            snapshotFrame = encode.apply(state.recent());
        }
        return snapshotFrame;
    }
}
