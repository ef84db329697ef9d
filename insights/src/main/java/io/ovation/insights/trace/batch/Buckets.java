package io.ovation.insights.trace.batch;

/** Into which traces are divided, so that each is looked at by one node. */
public final class Buckets {

    public static final int COUNT = 16;

    private Buckets() {}

    /** From the lowest bits: the highest choose the sample, so all that is in a small one has the same. */
    public static int of(long trace) {
        return (int) (trace & (COUNT - 1));
    }
}
