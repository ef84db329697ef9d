package io.ovation.dispatcher.presence;

import java.util.HashMap;
import java.util.Map;

/** What a bucket has yet to tell the store: the latest of each member. One batch is under way at a time. */
final class Unwritten {

    private Map<String, PresenceRecord> waiting = new HashMap<>();
    private Map<String, PresenceRecord> underWay = Map.of();

    void put(String member, PresenceRecord record) {
        waiting.put(member, record);
    }

    /** @return what is to be written now; empty if there is nothing, or a batch is under way */
    Map<String, PresenceRecord> take() {
        if (!underWay.isEmpty()) {
            return Map.of();
        }
        underWay = waiting;
        waiting = new HashMap<>();
        return Map.copyOf(underWay);
    }

    void written() {
        underWay = Map.of();
    }

    /** All of it waits again, unless something later does. */
    void failed() {
        underWay.forEach(waiting::putIfAbsent);
        underWay = Map.of();
    }

    boolean isWaiting() {
        return !waiting.isEmpty() && underWay.isEmpty();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && underWay.isEmpty();
    }
}
