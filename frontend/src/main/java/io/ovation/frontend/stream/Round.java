package io.ovation.frontend.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one topic on their way round the connections of an event loop. A frame sets out wherever the round is,
 * and is done when it is back there. Each connection is visited once for all frames that are on their way, so that what
 * comes while others are on theirs costs no further visits, and waits for none of them.
 *
 * <p>It is for those who are there when it begins: whoever lets somebody join ends it first.
 *
 * @param <C> a connection
 */
final class Round<C> {

    /** What is longer does not grow any more. Saves nearly all writes, and is well below what may wait for a viewer. */
    static final int MAX_JOINED_BYTES = Slab.MAX_CUT_BYTES;

    private static final class Lap {

        private final Frame frame;
        private final Runnable done;
        private int toVisit;

        Lap(Frame frame, Runnable done, int toVisit) {
            this.frame = frame;
            this.done = done;
            this.toVisit = toVisit;
        }
    }

    private final List<C> ring;
    private final int activeCount;
    private final Slab slab;
    private final Deque<Lap> laps = new ArrayDeque<>();
    private Set<C> left = Set.of();
    private int next;
    private @Nullable List<Frame> forActive;
    private @Nullable List<Frame> forPassive;

    /**
     * @param active those who get every frame
     * @param passive those who get what is not fleeting
     * @param slab where frames are put together
     */
    Round(Collection<C> active, Collection<C> passive, Slab slab) {
        this.ring = new ArrayList<>(active.size() + passive.size());
        this.ring.addAll(active);
        this.ring.addAll(passive);
        this.activeCount = active.size();
        this.slab = slab;
    }

    /** @param done told once every connection has the frame */
    void add(Frame frame, Runnable done) {
        if (ring.isEmpty()) {
            done.run();
            return;
        }
        laps.add(new Lap(frame, done, ring.size()));
        dropJoined();
    }

    boolean isOver() {
        return laps.isEmpty();
    }

    /** It gets nothing more. */
    void leave(C connection) {
        // Shared while empty, because nearly nobody leaves just then.
        left = left.isEmpty() ? new HashSet<>() : left;
        left.add(connection);
    }

    /**
     * Goes on, if the round is not over.
     *
     * @param most so many connections are visited at most
     * @return how many were
     */
    int visit(int most, BiConsumer<C, Frame> tell) {
        List<Frame> frames = next < activeCount ? forActive() : forPassive();
        int rest = Math.min((next < activeCount ? activeCount : ring.size()) - next, laps.element().toVisit);
        if (frames.isEmpty()) {
            pass(rest);
            return 0;
        }
        int count = Math.min(rest, most);
        for (C connection : ring.subList(next, next + count)) {
            if (!left.contains(connection)) {
                frames.forEach(frame -> tell.accept(connection, frame));
            }
        }
        pass(count);
        return count;
    }

    private void pass(int count) {
        next = (next + count) % ring.size();
        laps.forEach(lap -> lap.toVisit -= count);
        while (!laps.isEmpty() && laps.element().toVisit == 0) {
            laps.remove().done.run();
            dropJoined();
        }
    }

    private void dropJoined() {
        forActive = null;
        forPassive = null;
    }

    private List<Frame> forActive() {
        if (forActive == null) {
            forActive = join(laps.stream().map(lap -> lap.frame).toList());
        }
        return forActive;
    }

    private List<Frame> forPassive() {
        if (forPassive == null) {
            forPassive = join(laps.stream()
                    .map(lap -> lap.frame)
                    .filter(frame -> !frame.isFleeting())
                    .toList());
        }
        return forPassive;
    }

    /**
     * As one frame; or as a few, because what leaves as one is not cut short by the bound on what may wait for a viewer,
     * and because a recovery comes before whatever leaves with it.
     */
    private List<Frame> join(List<Frame> frames) {
        List<Frame> joined = new ArrayList<>(1);
        int begin = 0;
        int length = 0;
        for (int end = 0; end < frames.size(); end++) {
            Frame frame = frames.get(end);
            if (end > begin && (length + frame.length() > MAX_JOINED_BYTES || frame.isRecovery())) {
                joined.add(Frame.join(frames.subList(begin, end), slab));
                begin = end;
                length = 0;
            }
            length += frame.length();
        }
        if (begin < frames.size()) {
            joined.add(Frame.join(frames.subList(begin, frames.size()), slab));
        }
        return joined;
    }
}
