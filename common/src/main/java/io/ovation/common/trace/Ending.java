package io.ovation.common.trace;

/** Why an event goes no further than a stage, though nothing was lost. */
public enum Ending {
    /** Nobody watches its topic there. */
    UNWATCHED,
    /** It goes on as part of an earlier event. */
    MERGED,
    /** Too much of its kind came: viewers are shown a part. */
    LIMITED,
    /** It tells nothing that was not known: it was sent twice. */
    KNOWN,
    /** Its publisher was told that it was not kept. */
    REFUSED,
    /** It was retracted before. */
    RETRACTED,
    /** Viewers were told of a gap instead, and of how the topic stands. */
    GAP
}
