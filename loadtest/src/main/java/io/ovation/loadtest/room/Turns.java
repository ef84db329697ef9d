package io.ovation.loadtest.room;

/**
 * Who says what: members speak in turn, so the number of a comment tells whose it is, and a viewer knows its own by the
 * stamp alone.
 *
 * @param firstMeasured the comments before it are warm-up
 */
record Turns(int members, int comments, int firstMeasured) {

    int member(int comment) {
        return comment % members;
    }

    /** Which of its member's comments it is, from 0. */
    int turn(int comment) {
        return comment / members;
    }

    /** The comment of that member's turn; may be beyond the last. */
    long comment(int member, int turn) {
        return member + (long) turn * members;
    }

    boolean isMeasured(int comment) {
        return comment >= firstMeasured;
    }
}
