package io.ovation.frontend.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Spreads the beats of many connections evenly: each has a slot, and the slots take turns. A timer for each connection
 * would cost more memory than the connection's actor.
 *
 * @param <C> a connection
 */
final class Heartbeats<C> {

    /** How often a connection is visited within one heartbeat interval; see {@link Viewer#SILENT_BEATS}. */
    static final int BEATS_PER_HEARTBEAT = Viewer.SILENT_BEATS + 1;

    /** How many turns make one beat. */
    static final int SLOTS = 10;

    private final List<Set<C>> slots = new ArrayList<>();
    private int turn;

    Heartbeats() {
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.add(new HashSet<>());
        }
    }

    void add(C connection) {
        slotOf(connection).add(connection);
    }

    void remove(C connection) {
        slotOf(connection).remove(connection);
    }

    /** Those whose turn it is. */
    Collection<C> next() {
        turn = (turn + 1) % SLOTS;
        return slots.get(turn);
    }

    private Set<C> slotOf(C connection) {
        return slots.get(Math.floorMod(connection.hashCode(), SLOTS));
    }
}
