package io.ovation.loadtest.broadcast;

import io.ovation.loadtest.publish.Publications;
import io.ovation.loadtest.viewer.StreamListener;
import java.util.BitSet;
import java.util.function.LongSupplier;

/** Which events one viewer has seen, and which of them twice or out of order. To be read when its loop has ended. */
final class ViewerTally implements StreamListener {

    private final int run;
    private final int firstTimed;
    private final Publications publications;
    private final LoopTally loop;
    private final LongSupplier nanoTime;
    private final BitSet seen;
    private int latest = -1;
    private int duplicated;
    private int outOfOrder;
    private int gaps;

    /**
     * @param firstTimed those before it count for loss and order, but not for latency
     * @param nanoTime {@link System#nanoTime()}
     */
    ViewerTally(int run, int firstTimed, Publications publications, LoopTally loop, LongSupplier nanoTime) {
        this.run = run;
        this.firstTimed = firstTimed;
        this.publications = publications;
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.seen = new BitSet(publications.events());
    }

    @Override
    public void onStamp(int stampedRun, int sequence, long intendedNanos) {
        if (stampedRun != run || sequence < 0 || sequence >= publications.events()) {
            return;
        }
        if (seen.get(sequence)) {
            duplicated++;
            return;
        }
        seen.set(sequence);
        loop.onArrival();
        if (sequence >= firstTimed) {
            loop.onLatency(nanoTime.getAsLong() - intendedNanos);
        }
        if (sequence > latest) {
            latest = sequence;
        } else if (publications.precedes(sequence, latest)) {
            outOfOrder++;
        }
    }

    @Override
    public void onGap() {
        gaps++;
    }

    /** How many of some events arrived. */
    int delivered(BitSet accepted) {
        BitSet both = (BitSet) accepted.clone();
        both.and(seen);
        return both.cardinality();
    }

    int duplicated() {
        return duplicated;
    }

    int outOfOrder() {
        return outOfOrder;
    }

    int gaps() {
        return gaps;
    }
}
