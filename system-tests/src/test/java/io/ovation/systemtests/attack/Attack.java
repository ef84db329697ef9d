package io.ovation.systemtests.attack;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An attack from one address.
 *
 * @param name one or more words
 * @param description with its rate
 * @param refusal what it leads to
 */
record Attack(String name, String description, Attack.Port port, Assault assault, Attack.Refusal refusal) {

    enum Port {
        VIEWERS,
        PUBLISHERS
    }

    /**
     * How the node refuses.
     *
     * @param closes whether it closes most of the connections
     * @param status that it answers
     */
    record Refusal(boolean closes, Optional<Integer> status) {

        private static final Set<Integer> ALWAYS_POSSIBLE = Set.of(200, 202, 429);

        /** Whoever asks too often waits, and is refused only once very many do. */
        static final Refusal NONE = new Refusal(false, Optional.empty());

        static final Refusal CLOSED = new Refusal(true, Optional.empty());

        static Refusal answer(int status) {
            return new Refusal(false, Optional.of(status));
        }

        Set<Integer> possibleAnswers() {
            Set<Integer> possible = new HashSet<>(ALWAYS_POSSIBLE);
            status.ifPresent(possible::add);
            if (possible.equals(ALWAYS_POSSIBLE)) {
                // Where an answer has less time than the longest turn is away.
                possible.add(503);
            }
            return possible;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
