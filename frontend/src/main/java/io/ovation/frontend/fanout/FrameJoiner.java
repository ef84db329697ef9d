package io.ovation.frontend.fanout;

import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.Slab;
import java.util.ArrayList;
import java.util.List;

/** Puts frames of one topic together that leave at the same time. Used by one thread. */
final class FrameJoiner {

    /** What is longer does not grow any more. Saves nearly all writes, and is well below what may wait for a viewer. */
    static final int MAX_JOINED_BYTES = Slab.MAX_CUT_BYTES;

    private final Slab slab = new Slab();

    /**
     * As one frame; or as a few, because what leaves as one is not cut short by the bound on what may wait for a viewer,
     * and because a recovery comes before whatever leaves with it.
     */
    List<Frame> join(List<Frame> frames) {
        if (frames.size() == 1) {
            return frames;
        }
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
