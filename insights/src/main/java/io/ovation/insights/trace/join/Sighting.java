package io.ovation.insights.trace.join;

import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Stage;
import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.Findings.Doubt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint, and who has noted it.
 *
 * @param micros when, by the clock of the joiner
 * @param errorMicros by how much that may be wrong
 */
public record Sighting(Checkpoint checkpoint, TracingNode node, long micros, long errorMicros) {

    /** Of a node that does not know the joiner's clock yet. */
    private static final long NO_CLOCK = Long.MAX_VALUE / 4;

    /** What tells it from others of its event. Loops and viewers of a node are told apart by nothing but the moment. */
    record Identity(
            Stage stage,
            boolean ending,
            TracingNode node,
            @Nullable String to,
            long atMicros,
            int count) {}

    /** @param nowMicros by the clock of the joiner */
    static Sighting of(Checkpoint checkpoint, CheckpointBatch batch, long nowMicros) {
        return batch.offset() == null
                ? new Sighting(
                        checkpoint, batch.node(), checkpoint.atMicros() + nowMicros - batch.sentMicros(), NO_CLOCK)
                : new Sighting(
                        checkpoint,
                        batch.node(),
                        checkpoint.atMicros() + batch.offset().micros(),
                        batch.offset().errorMicros());
    }

    public Stage stage() {
        return checkpoint.stage();
    }

    public boolean isEnding() {
        return checkpoint.ending() != null;
    }

    boolean isAt(TracingNode other) {
        return node.equals(other);
    }

    boolean isAt(String address) {
        return node.address().equals(address);
    }

    boolean isIn(String dataCentre) {
        return node.dataCentre().equals(dataCentre);
    }

    Identity identity() {
        boolean several = stage().compareTo(Stage.WRITTEN) >= 0;
        return new Identity(
                stage(),
                isEnding(),
                node,
                checkpoint.to(),
                several ? checkpoint.atMicros() : 0,
                several ? checkpoint.count() : 0);
    }

    /** How long after the other; of one node's clock the difference is right. Nothing if there is a {@link #doubt}. */
    public OptionalLong microsSince(Sighting other) {
        return doubt(other) == null ? OptionalLong.of(difference(other)) : OptionalLong.empty();
    }

    /** Why it is not known how long after the other. When a viewer has it is known by the viewer's word alone. */
    public @Nullable Doubt doubt(Sighting other) {
        long error = isAt(other.node) ? 0 : errorMicros + other.errorMicros;
        if (difference(other) >= 0 && error < NO_CLOCK) {
            return null;
        }
        return difference(other) < -error && stage() != Stage.RECEIVED ? Doubt.SKEWED : Doubt.UNCERTAIN;
    }

    private long difference(Sighting other) {
        return isAt(other.node) ? checkpoint.atMicros() - other.checkpoint.atMicros() : micros - other.micros;
    }
}
