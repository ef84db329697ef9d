package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.audience.CommentConnections;
import io.ovation.systemtests.fault.audience.CommentConnections.Draft;
import io.ovation.systemtests.fault.oracle.Moments;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One frontend stands still in a room of a thousand comments a second: nobody else waits for it. */
@ExtendWith(SharedCluster.class)
class HotRoomIT {

    private static final String VIDEO = "hot";

    /** 1 200 a second. As many at a time as may share a commit: one by one they would wait for the disk. */
    private static final int COMMENTS_AT_A_TIME = 60;

    private static final Duration PACE = Duration.ofMillis(50);

    /** On a machine that takes no more this room is not hot. */
    private static final int LEAST_PER_SECOND = 200;

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
                Members members = new Members(cluster.backends().get(0).publishers())) {
            members.goOnFor(BEFORE);
            int before = members.accepted();
            long from = System.nanoTime();
            stopped.pause();
            members.goOnFor(PAUSE);
            long perSecond = (members.accepted() - before) / PAUSE.toSeconds();
            stopped.resume();
            long to = System.nanoTime();
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(arrivals(behind))
                            .last()
                            .satisfies(at -> assertThat(at - to).isPositive()));

            assertThat(members.failures()).isEmpty();
            Duration silence = Moments.longestPause(arrivals(viewer).stream().mapToLong(Long::longValue), from, to);
            System.out.printf(
                    "%d comments accepted, %d a second during the pause; longest silence at the other frontend %d ms%n",
                    members.accepted(), perSecond, silence.toMillis());
            assertThat(perSecond).isGreaterThanOrEqualTo(LEAST_PER_SECOND);
            assertThat(silence).isLessThan(LONGEST_SILENCE);
        }
    }

    private static List<Long> arrivals(Viewer viewer) {
        return viewer.received("comment").stream().map(Viewer.Received::atNanos).toList();
    }

    /** Comment at an even pace, some at a time. */
    private static final class Members implements AutoCloseable {

        private final CommentConnections connections;
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger accepted = new AtomicInteger();

        Members(URI publishers) throws IOException {
            connections = new CommentConnections(publishers, COMMENTS_AT_A_TIME);
            thread.scheduleAtFixedRate(this::comment, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void comment() {
            try {
                List<Draft> comments = IntStream.range(0, COMMENTS_AT_A_TIME)
                        .mapToObj(number -> new Draft(VIDEO, "member-" + number, "hello " + accepted.get()))
                        .toList();
                accepted.addAndGet(connections.publish(comments).size());
            } catch (IOException | RuntimeException | AssertionError e) {
                failures.add(e);
                thread.shutdown();
            }
        }

        void goOnFor(Duration time) throws InterruptedException {
            assertThat(thread.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s", failures)
                    .isFalse();
        }

        Queue<Throwable> failures() {
            return failures;
        }

        int accepted() {
            return accepted.get();
        }

        @Override
        public void close() throws IOException {
            thread.shutdownNow();
            connections.close();
        }
    }
}
