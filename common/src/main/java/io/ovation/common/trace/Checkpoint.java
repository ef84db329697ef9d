package io.ovation.common.trace;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.ovation.common.protocol.WireMessage;
import org.jspecify.annotations.Nullable;

/**
 * That an event has got to a stage, or ends there.
 *
 * @param atMicros by the clock of the node that noted it, see {@link Tracing#nowMicros}
 * @param ending why it goes no further there; null if it goes on
 * @param fetched whether the node had lost it and asked for it
 * @param count to how many viewers it was written; 1 at other stages
 * @param to the frontend that it was sent to, by its address in the cluster; null at other stages
 * @param parent in the publisher's own trace, where it is accepted; null if that is not known, and at other stages
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record Checkpoint(
        long trace,
        TracedKind kind,
        Stage stage,
        long atMicros,
        @Nullable Ending ending,
        boolean fetched,
        int count,
        @Nullable String to,
        @Nullable TraceParent parent)
        implements WireMessage {

    private static final int FIXED_BYTES = 64;

    /** What it takes in a message, about. */
    public int bytes() {
        return FIXED_BYTES + (to == null ? 0 : to.length()) + (parent == null ? 0 : TraceParent.BYTES);
    }
}
