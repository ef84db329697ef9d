package io.ovation.access.revocation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who waits until every other node has confirmed something.
 *
 * @param <W> whoever waits
 */
final class Confirmations<W> {

    /** Those who say more at a time are not told whether all nodes have confirmed it. */
    private static final int MOST = 1_000;

    /** @param missing how many nodes have not confirmed it yet */
    private record Waiting<W>(W who, int missing) {}

    private final Map<Long, Waiting<W>> waiting = new HashMap<>();
    private long numbers;

    boolean isFull() {
        return waiting.size() >= MOST;
    }

    /** @return the number by which it is confirmed */
    long await(int nodes, W who) {
        long number = numbers++;
        waiting.put(number, new Waiting<>(who, nodes));
        return number;
    }

    /** @return who waits, once this was the last that was missing */
    Optional<W> confirmed(long number) {
        Waiting<W> before = waiting.get(number);
        if (before == null) {
            return Optional.empty();
        }
        if (before.missing() == 1) {
            return giveUp(number);
        }
        waiting.put(number, new Waiting<>(before.who(), before.missing() - 1));
        return Optional.empty();
    }

    /** @return who waits, if somebody still does */
    Optional<W> giveUp(long number) {
        return Optional.ofNullable(waiting.remove(number)).map(Waiting::who);
    }
}
