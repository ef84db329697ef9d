package io.ovation.common.trace;

import org.jspecify.annotations.Nullable;

/** Something that can be followed on its way. */
public interface Traceable {

    /** By which its checkpoints are found to be of one event; {@link TraceId#NONE} if it is not followed. */
    long trace();

    /** Null if it is of no kind that is followed. */
    @Nullable
    TracedKind tracedKind();
}
