package io.ovation.frontend.stream;

import io.ovation.common.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames that reach an event loop in one turn. Those of one topic leave as one, so that a viewer of a busy topic
 * costs one write for all of them rather than one for each; or as a few, because what leaves as one is not cut short by
 * the bound on what may wait for a viewer, and because a recovery comes before whatever leaves with it.
 */
final class Turn {

    /** What is longer does not grow any more. Saves nearly all writes, and is well below that bound. */
    static final int MAX_JOINED_BYTES = Slab.MAX_CUT_BYTES;

    private final Slab slab = new Slab();
    private final Map<Topic, List<Frame>> frames = new LinkedHashMap<>();

    /** @return whether the turn has begun with this frame */
    boolean add(Frame frame) {
        boolean first = frames.isEmpty();
        frames.computeIfAbsent(frame.topic(), topic -> new ArrayList<>(1)).add(frame);
        return first;
    }

    /** @return what leaves, in order for each topic; then the turn is over */
    List<Frame> end() {
        List<Frame> leaving = new ArrayList<>(frames.size());
        frames.values().forEach(ofTopic -> join(ofTopic, leaving));
        frames.clear();
        return leaving;
    }

    private void join(List<Frame> ofTopic, List<Frame> leaving) {
        int begin = 0;
        int length = 0;
        for (int next = 0; next < ofTopic.size(); next++) {
            int more = ofTopic.get(next).length();
            boolean alone =
                    length + more > MAX_JOINED_BYTES || ofTopic.get(next).isRecovery();
            if (next > begin && alone) {
                leaving.add(Frame.join(ofTopic.subList(begin, next), slab));
                begin = next;
                length = 0;
            }
            length += more;
        }
        leaving.add(Frame.join(ofTopic.subList(begin, ofTopic.size()), slab));
    }
}
