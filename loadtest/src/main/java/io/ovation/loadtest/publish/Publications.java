package io.ovation.loadtest.publish;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLongArray;

/** What became of each event of a run. May be asked while the run goes on. */
public final class Publications {

    private static final long NEVER = 0;

    private final long originNanos;
    private final AtomicLongArray sent;
    private final AtomicLongArray accepted;

    /** @param originNanos before the first event */
    public Publications(int events, long originNanos) {
        this.originNanos = originNanos;
        sent = new AtomicLongArray(events);
        accepted = new AtomicLongArray(events);
    }

    public int events() {
        return sent.length();
    }

    public void onSent(int sequence, long nowNanos) {
        sent.set(sequence, sinceOrigin(nowNanos));
    }

    public void onAccepted(int sequence, long nowNanos) {
        accepted.set(sequence, sinceOrigin(nowNanos));
    }

    public BitSet accepted() {
        BitSet all = new BitSet(events());
        for (int sequence = 0; sequence < events(); sequence++) {
            all.set(sequence, accepted.get(sequence) != NEVER);
        }
        return all;
    }

    /**
     * Whether one event must arrive before another: it was accepted before the other was sent. Two that were under way
     * together may arrive in either order.
     */
    public boolean precedes(int earlier, int later) {
        long acceptedAt = accepted.get(earlier);
        long sentAt = sent.get(later);
        return acceptedAt != NEVER && sentAt != NEVER && acceptedAt < sentAt;
    }

    private long sinceOrigin(long nowNanos) {
        return Math.max(1, nowNanos - originNanos);
    }
}
