package io.ovation.loadtest.broadcast;

import java.util.BitSet;
import java.util.List;

/**
 * What became of the events, warm-up included, counted frame by frame: an event at a viewer.
 *
 * @param accepted events that the server answered with 202
 * @param refused events that it did not
 * @param delivered frames of accepted events, each counted once
 * @param gaps events of a stream that admit a loss
 */
record Delivery(
        int viewers,
        int accepted,
        int refused,
        long delivered,
        long duplicated,
        long outOfOrder,
        long gaps,
        int disconnected) {

    static Delivery of(List<ViewerTally> viewers, BitSet accepted, int refused, int disconnected) {
        return new Delivery(
                viewers.size(),
                accepted.cardinality(),
                refused,
                viewers.stream().mapToLong(viewer -> viewer.delivered(accepted)).sum(),
                viewers.stream().mapToLong(ViewerTally::duplicated).sum(),
                viewers.stream().mapToLong(ViewerTally::outOfOrder).sum(),
                viewers.stream().mapToLong(ViewerTally::gaps).sum(),
                disconnected);
    }

    long expected() {
        return (long) viewers * accepted;
    }

    long lost() {
        return expected() - delivered;
    }
}
