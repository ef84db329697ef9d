package io.ovation.dispatcher;

import io.ovation.common.delivery.Inbound;
import io.ovation.common.delivery.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the comments of a topic come from. Takes those of each origin in order, numbers all of them, and acknowledges
 * them to their origin once they have reached everybody.
 */
final class Origins {

    /** Origins that have nothing under way are forgotten beyond this; one that comes back costs nothing but its entry. */
    private static final int LIMIT = 100;

    private static final class State {
        private final Inbound inbound = new Inbound();
        private final Deque<Taken> underWay = new ArrayDeque<>();
        private long settled;
    }

    private record Taken(long number, Position position) {}

    private final Map<Origin, State> origins = new LinkedHashMap<>(16, 0.75f, true);
    private long taken;
    private long settled;

    /** @return whether it is to be published now, under the number {@link #taken()} */
    boolean receive(Origin from, Position position) {
        State origin = origins.computeIfAbsent(from, any -> new State());
        forgetIdle();
        switch (origin.inbound.receive(position)) {
            case NEXT -> {
                if (position.sequence() == position.first()) {
                    // Of this stream nothing is under way; of an earlier one nobody wants to know any more.
                    origin.settled = position.sequence() - 1;
                    origin.underWay.clear();
                }
                origin.underWay.addLast(new Taken(++taken, position));
                return true;
            }
            case REPEATED -> {
                if (origin.settled >= position.sequence()) {
                    from.acknowledge(position.stream(), origin.settled);
                }
            }
            case EARLY -> DispatcherCounters.COMMENT_EARLY.increment();
        }
        return false;
    }

    /** How many comments have been taken so far; the number of the latest one. */
    long taken() {
        return taken;
    }

    /** Whether everybody has every comment. */
    boolean areSettled() {
        return settled == taken;
    }

    /** Everybody has every comment with a number below that. */
    void settle(long number) {
        settled = number - 1;
        origins.forEach((origin, state) -> {
            Taken last = null;
            while (!state.underWay.isEmpty() && state.underWay.peekFirst().number() < number) {
                last = state.underWay.removeFirst();
            }
            if (last != null) {
                state.settled = last.position().sequence();
                origin.acknowledge(last.position().stream(), state.settled);
            }
        });
    }

    int size() {
        return origins.size();
    }

    private void forgetIdle() {
        Iterator<State> leastRecent = origins.values().iterator();
        while (origins.size() > LIMIT && leastRecent.hasNext()) {
            if (leastRecent.next().underWay.isEmpty()) {
                leastRecent.remove();
            }
        }
    }
}
