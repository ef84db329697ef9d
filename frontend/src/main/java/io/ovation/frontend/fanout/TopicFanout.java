package io.ovation.frontend.fanout;

import io.ovation.frontend.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an event loop that get a topic's frames: those at which somebody looks, and apart from them the
 * passive ones, which get what is not fleeting.
 *
 * @param <C> a connection
 */
final class TopicFanout<C> {

    private final FrameJoiner joiner;
    private final ViewerRing<C> active;
    private @Nullable ViewerRing<C> passive;

    TopicFanout(FrameJoiner joiner) {
        this.joiner = joiner;
        this.active = new ViewerRing<>(joiner);
    }

    /** @param done told once every connection has the frame */
    void add(Frame frame, Runnable done) {
        boolean both = passive != null && !frame.isFleeting();
        Runnable each = both ? new SecondTime(done) : done;
        active.add(frame, each);
        if (both) {
            passive.add(frame, each);
        }
    }

    void insert(RingNode<C> node, boolean passively) {
        ring(passively).insert(node);
    }

    boolean isEmpty() {
        return active.isEmpty() && (passive == null || passive.isEmpty());
    }

    void retract(String comment) {
        active.retract(comment);
        if (passive != null) {
            passive.retract(comment);
        }
    }

    ViewerRing<C> active() {
        return active;
    }

    @Nullable
    ViewerRing<C> passive() {
        return passive;
    }

    private ViewerRing<C> ring(boolean passively) {
        if (!passively) {
            return active;
        }
        if (passive == null) {
            passive = new ViewerRing<>(joiner);
        }
        return passive;
    }

    private static final class SecondTime implements Runnable {

        private final Runnable done;
        private boolean once;

        SecondTime(Runnable done) {
            this.done = done;
        }

        @Override
        public void run() {
            if (once) {
                done.run();
            }
            once = true;
        }
    }
}
