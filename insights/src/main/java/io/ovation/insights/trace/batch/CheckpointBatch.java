package io.ovation.insights.trace.batch;

import io.ovation.common.protocol.WireMessage;
import io.ovation.common.trace.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node has noted of events of some buckets, by its own clock. Batches of which one begins where the other ends
 * have everything between them.
 *
 * @param buckets those that it tells of, as a set of bits
 * @param sentMicros when it was sent, by which the answer is known
 * @param sampledBelow the sample was at least those whose rank is below this
 * @param offset of the receiver's clock; null before its first answer
 */
public record CheckpointBatch(
        TracingNode node,
        int buckets,
        long fromMicros,
        long throughMicros,
        long sentMicros,
        long sampledBelow,
        @Nullable ClockOffset offset,
        List<Checkpoint> checkpoints)
        implements WireMessage {

    public CheckpointBatch {
        checkpoints = List.copyOf(checkpoints);
    }

    /** What it takes without checkpoints, about. */
    private static final int BYTES = 256;

    /** About, in memory and as it is sent. */
    public int bytes() {
        return BYTES + checkpoints.stream().mapToInt(Checkpoint::bytes).sum();
    }
}
