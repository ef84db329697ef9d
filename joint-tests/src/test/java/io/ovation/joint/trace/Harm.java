package io.ovation.joint.trace;

import java.util.Random;

/**
 * What goes wrong in a run, as shares of all batches, or as how often.
 *
 * @param repeated batches come twice; that harms nobody
 */
record Harm(
        double repeated,
        double lost,
        double delayed,
        double dropped,
        int kills,
        boolean joinersToo,
        int moves,
        int samples) {

    private static final double REPEATED = 0.05;

    static Harm of(long seed, Random random) {
        return switch ((int) (seed % 5)) {
            case 0 -> new Harm(REPEATED, 0, 0, 0, 0, false, 0, 0);
            case 1 -> new Harm(REPEATED, 0, 0, 0, 3, false, 0, 0);
            case 2 -> new Harm(REPEATED, 0.003, 0.01, 0.002, 0, false, 0, 0);
            case 3 -> new Harm(REPEATED, 0, 0, 0, 0, false, 2, 2);
            default ->
                new Harm(
                        REPEATED,
                        random.nextDouble() * 0.004,
                        random.nextDouble() * 0.01,
                        random.nextDouble() * 0.002,
                        2,
                        true,
                        1,
                        1);
        };
    }

    boolean none() {
        return lost + delayed + dropped == 0 && kills + moves + samples == 0;
    }

    /** Nobody's checkpoints but those of the killed are missing. */
    boolean killsOnly() {
        return lost + delayed + dropped == 0 && moves + samples == 0 && !joinersToo;
    }
}
