package io.ovation.likes.store.jdbc;

import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LoggedRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From which position on the entries of a topic may not be on the disk yet, though the database shows them. The writer
 * sets it before a commit and clears it once the commit is on the disk. A reader looks here after its query and drops
 * what lies beyond: nobody may be told of it.
 */
final class DurablePositions {

    /** What was held before, to go back to. */
    record Held(Map<Topic, Long> firstUndurable) {}

    private volatile Held held = new Held(Map.of());

    /** @return what is held without these */
    Held hold(List<LoggedRange> logged) {
        Held before = held;
        if (!logged.isEmpty()) {
            Map<Topic, Long> first = new HashMap<>(before.firstUndurable());
            for (LoggedRange each : logged) {
                first.merge(each.topic(), each.range().after().position() + 1, Long::min);
            }
            held = new Held(first);
        }
        return before;
    }

    void goBack(Held before) {
        held = before;
    }

    /** Everything is on the disk. */
    void release() {
        held = new Held(Map.of());
    }

    /** The last position that is on the disk for sure; it may lie beyond the end of the log. */
    long lastDurable(Topic topic) {
        return held.firstUndurable().getOrDefault(topic, Long.MAX_VALUE) - 1;
    }
}
