package io.ovation.loadtest.broadcast;

import io.ovation.common.trace.TraceId;
import io.ovation.loadtest.publish.Publications;
import io.ovation.loadtest.viewer.StreamListener;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which events one viewer has seen, and which of them twice or out of order. To be read when its loop has ended. */
final class ViewerTally implements StreamListener {

    private final int run;
    private final int firstTimed;
    private final Publications publications;
    private final LoopTally loop;
    private final LongSupplier nanoTime;
    private final @Nullable ReceiptSender receipts;
    private final BitSet seen;
    private int latest = -1;
    private int duplicated;
    private int outOfOrder;
    private int gaps;
    private boolean isLatestTimed;

    /**
     * @param firstTimed those before it count for loss and order, but not for latency
     * @param nanoTime {@link System#nanoTime()}
     * @param receipts told of what is received; null for a viewer who does not tell
     */
    ViewerTally(
            int run,
            int firstTimed,
            Publications publications,
            LoopTally loop,
            LongSupplier nanoTime,
            @Nullable ReceiptSender receipts) {
        this.run = run;
        this.firstTimed = firstTimed;
        this.publications = publications;
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.receipts = receipts;
        this.seen = new BitSet(publications.events());
    }

    @Override
    public void onStamp(int stampedRun, int sequence, long intendedNanos) {
        isLatestTimed = false;
        if (stampedRun != run || sequence < 0 || sequence >= publications.events()) {
            return;
        }
        if (seen.get(sequence)) {
            duplicated++;
            return;
        }
        seen.set(sequence);
        loop.onArrival();
        isLatestTimed = sequence >= firstTimed;
        if (isLatestTimed) {
            loop.onLatency(nanoTime.getAsLong() - intendedNanos);
        }
        if (sequence > latest) {
            latest = sequence;
        } else if (publications.precedes(sequence, latest)) {
            outOfOrder++;
        }
    }

    @Override
    public boolean asksForAcceptance() {
        return receipts != null;
    }

    @Override
    public void onAcceptance(Instant at, long trace) {
        Instant now = Instant.now();
        boolean isTraced = trace != TraceId.NONE;
        if (isLatestTimed) {
            loop.onAcceptance(Duration.between(at, now).toNanos(), isTraced);
        }
        if (receipts != null && isTraced) {
            receipts.received(trace, now);
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
