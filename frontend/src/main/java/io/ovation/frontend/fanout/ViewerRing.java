package io.ovation.frontend.fanout;

import io.ovation.frontend.frame.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the connections of one topic its frames, going round them. A frame sets out wherever the round is, and is done
 * when it is back there. Each connection is visited once for all frames that are under way, so that what comes while
 * others are under way costs no further visits, and waits for none of them.
 *
 * <p>Frames are numbered, and each connection knows the latest one that it need not be told. Whoever waits for a frame
 * waits for all later ones, too; so a connection is counted at the earliest frame that it waits for, and a frame is done
 * once nobody is counted at it nor at an earlier one.
 *
 * @param <C> a connection
 */
final class ViewerRing<C> {

    private final FrameJoiner joiner;
    private final Deque<InFlightFrame> underWay = new ArrayDeque<>(2);
    private @Nullable RingNode<C> next;
    private int size;
    private int upToDate;
    private long latest;
    private @Nullable List<Frame> joined;
    private boolean scheduled;

    ViewerRing(FrameJoiner joiner) {
        this.joiner = joiner;
    }

    /** @param done told once every connection has the frame */
    void add(Frame frame, Runnable done) {
        latest++;
        underWay.add(new InFlightFrame(latest, frame, upToDate, done));
        upToDate = 0;
        joined = null;
        endFrames();
    }

    boolean isOver() {
        return underWay.isEmpty();
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Puts it in where it is visited last: it gets what comes from now on, and nothing that is under way. */
    void insert(RingNode<C> node) {
        if (next == null) {
            node.previous = node;
            node.next = node;
            next = node;
        } else {
            node.next = next;
            node.previous = next.previous;
            node.previous.next = node;
            next.previous = node;
        }
        node.ring = this;
        node.seen = latest;
        size++;
        upToDate++;
    }

    /** Takes it out: it gets nothing more. */
    void remove(RingNode<C> node) {
        pass(node);
        upToDate--;
        size--;
        if (size == 0) {
            next = null;
        } else {
            node.previous.next = node.next;
            node.next.previous = node.previous;
            next = next == node ? node.next : next;
        }
        node.ring = null;
        node.previous = node;
        node.next = node;
        endFrames();
    }

    /** What is under way reaches it now. */
    void deliver(RingNode<C> node, BiConsumer<C, Frame> tell) {
        tell(node, tell);
        endFrames();
    }

    /** Takes the comment out of what is under way. */
    void retract(String comment) {
        for (InFlightFrame frame : underWay) {
            if (frame.retract(comment)) {
                joined = null;
            }
        }
    }

    /**
     * Goes on, if the round is not over.
     *
     * @param most so many connections are visited at most
     * @return how many were
     */
    int visit(int most, BiConsumer<C, Frame> tell) {
        int visited = 0;
        while (visited < most && next != null && !underWay.isEmpty()) {
            RingNode<C> node = next;
            next = node.next;
            visited++;
            deliver(node, tell);
        }
        return visited;
    }

    /** Whether its turn will come. */
    boolean isScheduled() {
        return scheduled;
    }

    void setScheduled(boolean now) {
        scheduled = now;
    }

    private void tell(RingNode<C> node, BiConsumer<C, Frame> tell) {
        if (node.seen == latest) {
            return;
        }
        List<Frame> frames = node.seen < underWay.element().number() ? joined() : joinedAfter(node.seen);
        pass(node);
        for (int i = 0; i < frames.size(); i++) {
            tell.accept(node.connection(), frames.get(i));
        }
    }

    /** It waits for nothing any more. */
    private void pass(RingNode<C> node) {
        if (node.seen == latest) {
            return;
        }
        for (InFlightFrame frame : underWay) {
            if (frame.number() > node.seen) {
                frame.waiting--;
                break;
            }
        }
        node.seen = latest;
        upToDate++;
    }

    private void endFrames() {
        while (!underWay.isEmpty() && underWay.element().waiting == 0) {
            joined = null;
            underWay.remove().done();
        }
    }

    /** For whoever waits for all of them. */
    private List<Frame> joined() {
        if (joined == null) {
            joined = joinedAfter(0);
        }
        return joined;
    }

    private List<Frame> joinedAfter(long number) {
        List<Frame> frames = new ArrayList<>(underWay.size());
        for (InFlightFrame each : underWay) {
            if (each.number() > number && each.frame() != null) {
                frames.add(each.frame());
            }
        }
        return joiner.join(frames);
    }
}
