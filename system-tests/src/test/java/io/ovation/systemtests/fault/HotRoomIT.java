package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.oracle.Moments;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One frontend stands still in a room of hundreds of comments a second: nobody else waits for it. */
@ExtendWith(SharedCluster.class)
class HotRoomIT {

    private static final String VIDEO = "hot";
    private static final int PUBLISHERS = 16;
    private static final Duration PACE = Duration.ofMillis(25);
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** On two processors that seven processes share. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

    @Test
    void frontendThatStandsStill_silencesNoOther_andRefusesNoComment(ClusterUnderTest cluster) throws Exception {
        NodeProcess stopped = cluster.frontends().get(1);
        try (Viewer viewer = Viewer.watch(cluster.frontends().get(0).viewers(), "video:" + VIDEO);
                Viewer behind = Viewer.watch(stopped.viewers(), "video:" + VIDEO);
                Publishers publishers = new Publishers(cluster.backends().get(0).publishers())) {
            publishers.goOnFor(BEFORE);
            long from = System.nanoTime();
            stopped.pause();
            publishers.goOnFor(PAUSE);
            stopped.resume();
            long to = System.nanoTime();
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(arrivals(behind))
                            .last()
                            .satisfies(at -> assertThat(at - to).isPositive()));

            assertThat(publishers.failures()).isEmpty();
            Duration silence = Moments.longestPause(arrivals(viewer).stream().mapToLong(Long::longValue), from, to);
            System.out.printf(
                    "%d comments accepted, longest silence at the other frontend %d ms%n",
                    publishers.accepted(), silence.toMillis());
            assertThat(silence).isLessThan(LONGEST_SILENCE);
        }
    }

    private static List<Long> arrivals(Viewer viewer) {
        return viewer.received("comment").stream().map(Viewer.Received::atNanos).toList();
    }

    /** Comment at an even pace, each over a connection of its own. */
    private static final class Publishers implements AutoCloseable {

        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(PUBLISHERS);
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger accepted = new AtomicInteger();

        Publishers(URI publishers) {
            for (int number = 0; number < PUBLISHERS; number++) {
                Api api = new Api(publishers);
                String member = "member-" + number;
                threads.scheduleAtFixedRate(() -> comment(api, member), 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void comment(Api api, String member) {
            try {
                api.comment(VIDEO, member, "hello " + accepted.get());
                accepted.incrementAndGet();
            } catch (Exception | AssertionError e) {
                failures.add(e);
            }
        }

        void goOnFor(Duration time) throws InterruptedException {
            assertThat(threads.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
        }

        Queue<Throwable> failures() {
            return failures;
        }

        int accepted() {
            return accepted.get();
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
