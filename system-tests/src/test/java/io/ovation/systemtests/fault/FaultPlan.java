package io.ovation.systemtests.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Faults by chance, the same ones for the same seed. They come in rounds, after each of which the cluster is healed; two
 * faults of a round overlap, never more: the nodes that are left must be a majority of five.
 */
record FaultPlan(List<Round> rounds) {

    /** What begins {@code after} the round and lasts some time. */
    record Step(Fault fault, int node, Duration after, Duration lasting) {

        @Override
        public String toString() {
            return "%s node %d after %d ms for %d ms".formatted(fault, node, after.toMillis(), lasting.toMillis());
        }
    }

    /** One end of a step, and when it is due. */
    record Action(Step step, boolean begins, Duration due) {}

    /** Steps on different nodes. */
    record Round(List<Step> steps) {

        /** Its beginnings and ends, as they are due. */
        List<Action> actions() {
            return steps.stream()
                    .flatMap(step -> Stream.of(
                            new Action(step, true, step.after()),
                            new Action(step, false, step.after().plus(step.lasting()))))
                    .sorted(Comparator.comparing(Action::due))
                    .toList();
        }
    }

    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final int LATEST_BEGIN_MILLIS = 1_500;
    private static final int SHORTEST_MILLIS = 200;
    private static final int LONGEST_MILLIS = 5_000;

    /** @param faults how many in all */
    static FaultPlan random(long seed, int faults, int nodes) {
        Random random = new Random(seed);
        List<Round> rounds = new ArrayList<>();
        for (int left = faults; left > 0; ) {
            Round round = round(random, left, nodes);
            rounds.add(round);
            left -= round.steps().size();
        }
        return new FaultPlan(rounds);
    }

    private static Round round(Random random, int most, int nodes) {
        int first = random.nextInt(nodes);
        List<Step> steps = new ArrayList<>(List.of(step(random, first)));
        if (most > 1 && random.nextBoolean()) {
            steps.add(step(random, (first + 1 + random.nextInt(nodes - 1)) % nodes));
        }
        return new Round(steps);
    }

    private static Step step(Random random, int node) {
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        Duration after = Duration.ofMillis(random.nextInt(LATEST_BEGIN_MILLIS));
        Duration lasting = Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
        return new Step(fault, node, after, lasting);
    }
}
