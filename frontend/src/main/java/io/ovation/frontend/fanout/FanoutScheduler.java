package io.ovation.frontend.fanout;

import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the frames of all topics to the connections of one event loop. Topics take turns of a few connections each, so
 * that a topic with few viewers does not wait for one with many, and neither does what the loop is told meanwhile.
 *
 * @param <C> a connection
 */
public final class FanoutScheduler<C> {

    /** Connections of a turn, which takes less than a millisecond. */
    public static final int TURN = 64;

    private final BiConsumer<C, Frame> tell;
    private final FrameJoiner joiner = new FrameJoiner();
    private final Map<Topic, TopicFanout<C>> topics = new HashMap<>();
    private final Deque<ViewerRing<C>> turns = new ArrayDeque<>();

    /** @param tell how a connection gets a frame */
    public FanoutScheduler(BiConsumer<C, Frame> tell) {
        this.tell = tell;
    }

    /** @param done told once every connection that is in now has the frame */
    public void add(Frame frame, Runnable done) {
        TopicFanout<C> fanout = topics.get(frame.topic());
        if (fanout == null) {
            done.run();
            return;
        }
        fanout.add(frame, done);
        schedule(fanout.active());
        schedule(fanout.passive());
    }

    /** From now on it gets the topic's frames, and none that are under way. */
    public void insert(Topic topic, RingNode<C> node, boolean passively) {
        remove(topic, node);
        topics.computeIfAbsent(topic, any -> new TopicFanout<>(joiner)).insert(node, passively);
    }

    /** It gets nothing more of the topic. */
    public void remove(Topic topic, RingNode<C> node) {
        if (node.ring == null) {
            return;
        }
        node.ring.remove(node);
        TopicFanout<C> fanout = topics.get(topic);
        if (fanout != null && fanout.isEmpty()) {
            topics.remove(topic);
        }
    }

    /** What is under way reaches it now, if it is in. */
    public void deliver(RingNode<C> node) {
        if (node.ring != null) {
            node.ring.deliver(node, tell);
        }
    }

    /** Takes the comment out of what is under way. */
    public void retract(Topic topic, String comment) {
        TopicFanout<C> fanout = topics.get(topic);
        if (fanout != null) {
            fanout.retract(comment);
        }
    }

    /** Whether nothing is under way. */
    public boolean isOver() {
        while (!turns.isEmpty() && turns.element().isOver()) {
            turns.remove().setScheduled(false);
        }
        return turns.isEmpty();
    }

    /** Visits a few connections more: those of the topic whose turn it is, and of further ones if it has fewer. */
    public void turn() {
        int left = TURN;
        while (left > 0 && !isOver()) {
            ViewerRing<C> ring = turns.remove();
            left -= ring.visit(left, tell);
            ring.setScheduled(false);
            schedule(ring);
        }
    }

    private void schedule(@Nullable ViewerRing<C> ring) {
        if (ring != null && !ring.isOver() && !ring.isScheduled()) {
            ring.setScheduled(true);
            turns.add(ring);
        }
    }
}
