package io.ovation.systemtests.fault;

/**
 * Parts of the system that scenarios need. One that has not landed is said so here, and nowhere else: its scenarios are
 * skipped unless {@code -Dovation.faults.pending=true} asks for them.
 */
enum Part {
    /** A comment is repeated inside the cluster until every frontend has it. */
    ACKNOWLEDGED_COMMENTS(true),
    /** A viewer that comes back gets what it missed. */
    RESUME(true),
    /** A node that is asked to stop lets its viewers and its topics go first. */
    DRAINING(true),
    /** Subscriptions in Redis. */
    REDIS(true),
    /** Clusters over several data centres. */
    DATA_CENTRES(true);

    private final boolean landed;

    Part(boolean landed) {
        this.landed = landed;
    }

    boolean isThere() {
        return landed || Boolean.getBoolean("ovation.faults.pending");
    }
}
