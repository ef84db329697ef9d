package io.ovation.systemtests.fault.oracle;

/** A promise that was broken, and for whom. */
public record Violation(Kind kind, String who, String detail) {

    /** What must not happen. */
    public enum Kind {
        /** A viewer never got an acknowledged comment, and no gap was announced where it is missing. */
        LOST,
        /** A viewer learned of a comment from a snapshot alone, and no gap was announced. */
        UNFLAGGED_GAP,
        /** A viewer saw two comments of one member in another order than they were written. */
        REORDERED,
        /** A viewer was told comments in another order than the log of its data centre has them. */
        NOT_LOG_ORDER,
        /** A viewer saw a comment that was retracted, was never told so, and no gap was announced where that is missing. */
        NOT_RETRACTED,
        /** A viewer was sent a comment after it was told that it is retracted, or the store still shows one. */
        RETRACTED_SHOWN,
        /** A viewer saw a comment that nobody wrote, or one under a second id. */
        UNKNOWN_COMMENT,
        /** The store has not got an acknowledged comment. */
        NOT_STORED,
        /** The store counts fewer likes than were acknowledged, or more than were sent. */
        MISCOUNTED_LIKES,
        /** A viewer's totals are not those of the store after everything has settled. */
        WRONG_TOTAL,
        /** More viewers are counted than there are: somebody who is gone is still served. */
        STALE_SUBSCRIPTION
    }

    @Override
    public String toString() {
        return kind + " at " + who + ": " + detail;
    }
}
