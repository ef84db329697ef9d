package io.ovation.frontend.receipt;

import com.typesafe.config.Config;
import java.util.random.RandomGenerator;

/**
 * Settings under {@code ovation.frontend.receipts}.
 *
 * @param connections how many are asked for receipts at a time, about; 0 for none
 */
public record ReceiptSettings(int connections) {

    private static final String KEY = "ovation.frontend.receipts";

    public ReceiptSettings {
        if (connections < 0) {
            throw new IllegalArgumentException(KEY + ".connections must be 0 or more, not " + connections);
        }
    }

    public static ReceiptSettings from(Config config) {
        return new ReceiptSettings(config.getInt(KEY + ".connections"));
    }

    /**
     * Whether a stream that opens is asked for receipts: each with the same chance.
     *
     * @param open streams, this one among them
     */
    public boolean areAskedFor(int open, RandomGenerator random) {
        return random.nextInt(Math.max(open, 1)) < connections;
    }
}
