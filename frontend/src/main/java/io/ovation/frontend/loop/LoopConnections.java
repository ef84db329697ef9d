package io.ovation.frontend.loop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop. Each is in one of a few slots, which take turns, so that the beats of many
 * connections are spread evenly: a timer for each would cost more memory than its actor.
 *
 * @param <C> a connection
 */
final class LoopConnections<C> {

    /** How many turns make one beat. */
    static final int SLOTS = 10;

    private final List<Map<C, Watcher<C>>> slots = new ArrayList<>();
    private int turn;
    private int size;

    LoopConnections() {
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.add(new HashMap<>());
        }
    }

    void add(Watcher<C> watcher) {
        if (slotOf(watcher.connection()).put(watcher.connection(), watcher) == null) {
            size++;
        }
    }

    @Nullable
    Watcher<C> find(C connection) {
        return slotOf(connection).get(connection);
    }

    /** @return null if it is not there */
    @Nullable
    Watcher<C> remove(C connection) {
        Watcher<C> removed = slotOf(connection).remove(connection);
        size -= removed == null ? 0 : 1;
        return removed;
    }

    int size() {
        return size;
    }

    /** In any order; good until a connection comes or goes. */
    Stream<Watcher<C>> all() {
        return slots.stream().flatMap(slot -> slot.values().stream());
    }

    /** Those whose turn it is. */
    Collection<C> nextSlot() {
        turn = (turn + 1) % SLOTS;
        return slots.get(turn).keySet();
    }

    private Map<C, Watcher<C>> slotOf(C connection) {
        return slots.get(Math.floorMod(connection.hashCode(), SLOTS));
    }
}
