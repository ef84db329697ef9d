package io.ovation.dispatcher.kv;

import java.util.HashMap;
import java.util.Map;

/**
 * Changes of the fields of one key that are not written to its table yet: the latest of each field. One batch is under way
 * at a time.
 *
 * @param <V> what a field is to be
 */
public final class PendingWrites<V> {

    private Map<String, V> waiting = new HashMap<>();
    private Map<String, V> underWay = Map.of();

    public void put(String field, V value) {
        waiting.put(field, value);
    }

    /** @return what is to be written now; empty if there is nothing, or a batch is under way */
    public Map<String, V> take() {
        if (!underWay.isEmpty()) {
            return Map.of();
        }
        underWay = waiting;
        waiting = new HashMap<>();
        return Map.copyOf(underWay);
    }

    public void written() {
        underWay = Map.of();
    }

    /** All of it waits again, unless something later does. */
    public void failed() {
        underWay.forEach(waiting::putIfAbsent);
        underWay = Map.of();
    }

    public boolean isWaiting() {
        return !waiting.isEmpty() && underWay.isEmpty();
    }

    public boolean isEmpty() {
        return waiting.isEmpty() && underWay.isEmpty();
    }
}
