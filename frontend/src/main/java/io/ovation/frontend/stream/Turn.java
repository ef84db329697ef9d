package io.ovation.frontend.stream;

import io.ovation.common.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames that reach an event loop in one turn. Those of one topic leave as one, so that a viewer of a busy topic
 * costs one write for all of them rather than one for each.
 */
final class Turn {

    private final Map<Topic, List<Frame>> frames = new LinkedHashMap<>();

    /** @return whether the turn has begun with this frame */
    boolean add(Frame frame) {
        boolean first = frames.isEmpty();
        frames.computeIfAbsent(frame.topic(), topic -> new ArrayList<>(1)).add(frame);
        return first;
    }

    /** @return one frame for each topic; then the turn is over */
    List<Frame> end() {
        List<Frame> leaving = frames.values().stream().map(Frame::join).toList();
        frames.clear();
        return leaving;
    }
}
