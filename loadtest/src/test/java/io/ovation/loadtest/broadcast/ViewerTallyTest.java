package io.ovation.loadtest.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.trace.TraceId;
import io.ovation.loadtest.publish.Publications;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewerTallyTest {

    private static final int RUN = 17;

    private final Publications publications = new Publications(4, 0);
    private final LoopTally loop = new LoopTally();
    private final ViewerTally viewer = new ViewerTally(RUN, 1, publications, loop, () -> 5_000, null);

    @Test
    void viewer_countsEachEventOnce() {
        publishOneAfterTheOther();

        viewer.onStamp(RUN, 0, 0);
        viewer.onStamp(RUN, 2, 0);
        viewer.onStamp(RUN, 2, 0);
        viewer.onStamp(RUN, 3, 0);

        assertThat(delivery())
                .isEqualTo(new Delivery(1, 4, 0, 3, 1, 0, 0, 0))
                .returns(4L, Delivery::expected)
                .returns(1L, Delivery::lost);
        assertThat(loop.arrivals()).isEqualTo(3);
    }

    @Test
    void viewer_countsEventsThatShouldHaveComeEarlier() {
        publishOneAfterTheOther();

        viewer.onStamp(RUN, 1, 0);
        viewer.onStamp(RUN, 0, 0);
        viewer.onStamp(RUN, 3, 0);
        viewer.onStamp(RUN, 2, 0);

        assertThat(delivery()).isEqualTo(new Delivery(1, 4, 0, 4, 0, 2, 0, 0));
    }

    @Test
    void viewer_takesEventsThatWereUnderWayTogetherInAnyOrder() {
        publications.onSent(0, 1);
        publications.onSent(1, 2);
        publications.onAccepted(1, 3);
        publications.onAccepted(0, 4);

        viewer.onStamp(RUN, 1, 0);
        viewer.onStamp(RUN, 0, 0);

        assertThat(viewer.outOfOrder()).isZero();
    }

    @Test
    void viewer_doesNotCountOnEventsThatWereNotAccepted() {
        publications.onSent(0, 1);
        publications.onAccepted(0, 2);

        viewer.onStamp(RUN, 0, 0);
        viewer.onStamp(RUN, 1, 0);

        assertThat(delivery()).returns(1L, Delivery::delivered).returns(0L, Delivery::lost);
    }

    @Test
    void viewer_ignoresOtherRunsAndNumbersOutOfBounds() {
        viewer.onStamp(RUN + 1, 0, 0);
        viewer.onStamp(RUN, -1, 0);
        viewer.onStamp(RUN, 4, 0);

        assertThat(loop.arrivals()).isZero();
    }

    @Test
    void latency_countsFromTheIntendedTimeAndNotForTheWarmUp() {
        viewer.onStamp(RUN, 0, 0);
        viewer.onStamp(RUN, 1, 1_000);

        assertThat(loop.latencies().getTotalCount()).isEqualTo(1);
        assertThat(loop.latencies().getMaxValue()).isBetween(4_000L, 4_003L);
    }

    @Test
    void latencySinceAcceptance_isThatOfTimedEvents_andOfTracedOnesApart() {
        Instant accepted = Instant.now().minusSeconds(2);

        viewer.onStamp(RUN, 0, 0);
        viewer.onAcceptance(accepted, 1);
        viewer.onStamp(RUN, 1, 0);
        viewer.onAcceptance(accepted, 1);
        viewer.onStamp(RUN, 1, 0);
        viewer.onAcceptance(accepted, 1);
        viewer.onStamp(RUN, 2, 0);
        viewer.onAcceptance(accepted, TraceId.NONE);

        assertThat(loop.sinceAcceptance().getTotalCount()).isEqualTo(2);
        assertThat(loop.sinceAcceptance().getMinValue()).isGreaterThan(1_900_000_000L);
        assertThat(loop.tracedSinceAcceptance().getTotalCount()).isEqualTo(1);
    }

    private Delivery delivery() {
        BitSet accepted = publications.accepted();
        return Delivery.of(List.of(viewer), accepted, 0, 0);
    }

    private void publishOneAfterTheOther() {
        for (int sequence = 0; sequence < publications.events(); sequence++) {
            publications.onSent(sequence, 10L * sequence + 1);
            publications.onAccepted(sequence, 10L * sequence + 5);
        }
    }
}
