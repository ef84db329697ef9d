package io.ovation.common.insight;

import io.ovation.common.memory.Droppable;
import io.ovation.common.protocol.WireMessage;

/**
 * An operator's decision which share of all events is followed. Of two the later one holds. Each node repeats it each
 * second, so that those hear of it that start later.
 *
 * @param share 0 to 1
 */
public record Sampling(double share, long decidedAtMillis) implements InsightMessage, WireMessage, Droppable {

    private static final int BYTES = 128;

    public Sampling {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, not " + share);
        }
    }

    @Override
    public int bytes() {
        return BYTES;
    }
}
