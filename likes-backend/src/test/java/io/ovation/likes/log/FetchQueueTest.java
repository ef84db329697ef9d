package io.ovation.likes.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FetchQueueTest {

    private static final Duration PATIENCE = Duration.ofNanos(10);

    private final AtomicInteger expired = new AtomicInteger();
    private final FetchQueue<String> queue = new FetchQueue<>(2, 3, expired::incrementAndGet);

    @Test
    void fetches_areReadAFewAtATime_inTheirOrder() {
        offer("a", 0);
        offer("b", 0);
        offer("c", 0);

        assertThat(queue.next(1)).contains("a");
        assertThat(queue.next(1)).contains("b");
        assertThat(queue.next(1)).isEmpty();
        queue.ended();
        assertThat(queue.next(1)).contains("c");
        assertThat(queue.next(1)).isEmpty();
    }

    @Test
    void fetchBeyondTheLimit_isRefused_andThoseUnderWayDoNotCount() {
        for (String fetch : new String[] {"a", "b", "c"}) {
            assertThat(offer(fetch, 0)).isTrue();
        }
        assertThat(offer("d", 0)).isFalse();

        queue.next(1);

        assertThat(offer("e", 0)).isTrue();
    }

    @Test
    void fetch_thatNobodyWaitsForAnyMore_isNotRead() {
        offer("a", 0);
        offer("b", 5);

        assertThat(queue.next(10)).contains("b");
        assertThat(expired).hasValue(1);
    }

    @Test
    void times_mayOverflow() {
        queue.offer("a", PATIENCE, Long.MAX_VALUE - 1);

        assertThat(queue.next(Long.MAX_VALUE)).contains("a");
    }

    @Test
    void endOfWhatAnEarlierInstanceBegan_givesNoFurtherPlace() {
        queue.ended();
        offer("a", 0);
        offer("b", 0);
        offer("c", 0);

        assertThat(queue.next(1)).isPresent();
        assertThat(queue.next(1)).isPresent();
        assertThat(queue.next(1)).isEmpty();
    }

    private boolean offer(String fetch, long nowNanos) {
        return queue.offer(fetch, PATIENCE, nowNanos);
    }
}
