package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Viewer;
import io.ovation.systemtests.harness.Viewer.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One JVM, everything over HTTP. */
class LikeReachesEveryViewerIT {

    private static final int ROUNDS = 40;
    private static final int WARM_UP = ROUNDS / 2;

    /** Both windows that merge likes are this long; a like that leaves at once is far quicker. */
    private static final Duration LIKE_WINDOW = Duration.ofMillis(100);

    private static final int FRAMES_PER_SECOND = 10;
    private static final int PUBLISHERS = 20;
    private static final int LIKES_PER_PUBLISHER = 500;
    private static final int LIKES = PUBLISHERS * LIKES_PER_PUBLISHER;

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    private static NodeProcess node;
    private static Api publisher;

    @BeforeAll
    static void start() {
        node = nodes.demo();
        publisher = new Api(node.publishers());
    }

    @Test
    void viewer_seesOpenThenSnapshotThenWhatIsPublished() throws IOException {
        try (Viewer viewer = Viewer.watch(node.viewers(), "video:first")) {
            publisher.like("first", "fire");
            String id = publisher.comment("first", "ada", "hello");
            publisher.typing("first", "grace");

            Received likes = viewer.await("likes");
            JsonNode comment = viewer.await("comment").data();
            JsonNode typing = viewer.await("typing").data();

            assertThat(viewer.received("open")).hasSize(1);
            assertThat(viewer.received("snapshot"))
                    .singleElement()
                    .satisfies(snapshot ->
                            assertThat(snapshot.data().path("topic").asText()).isEqualTo("video:first"));
            assertThat(likes.data().path("added").path("fire").asInt()).isEqualTo(1);
            assertThat(likes.total("fire")).isEqualTo(1);
            assertThat(comment.path("id").asText()).isEqualTo(id);
            assertThat(comment.path("member").asText()).isEqualTo("ada");
            assertThat(comment.path("text").asText()).isEqualTo("hello");
            assertThat(typing.path("member").asText()).isEqualTo("grace");
        }
    }

    @Test
    void everyKind_arrivesWithinATenthOfASecond() throws IOException {
        // A video a round: the first like after quiet waits for no window.
        String[] topics = IntStream.range(0, ROUNDS)
                .mapToObj(round -> "video:quick" + round)
                .toArray(String[]::new);
        List<Duration> likes = new ArrayList<>();
        List<Duration> comments = new ArrayList<>();
        List<Duration> typing = new ArrayList<>();
        try (Viewer viewer = Viewer.watch(node.viewers(), topics)) {
            for (int round = 0; round < ROUNDS; round++) {
                String video = "quick" + round;
                likes.add(timed(viewer, "likes", () -> publisher.like(video, "heart")));
                comments.add(timed(viewer, "comment", () -> publisher.comment(video, "ada", "hello")));
                typing.add(timed(viewer, "typing", () -> publisher.typing(video, "ada")));
            }
        }
        // The median, because a machine that runs many tests stalls now and then.
        assertThat(median(likes)).as("likes took %s", likes).isLessThan(LIKE_WINDOW);
        assertThat(median(comments)).as("comments took %s", comments).isLessThan(Duration.ofMillis(100));
        assertThat(median(typing)).as("typing took %s", typing).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void totals_areExactAfterTenThousandConcurrentLikes() throws Exception {
        try (Viewer one = Viewer.watch(node.viewers(), "video:busy");
                Viewer other = Viewer.watch(node.viewers(), "video:busy", "video:elsewhere")) {
            long begin = System.nanoTime();
            likeConcurrently("busy");

            for (Viewer viewer : List.of(one, other)) {
                Received last = viewer.await(
                        "likes", data -> data.path("total").path("heart").asInt() >= LIKES);
                List<Received> all = viewer.received("likes");
                assertThat(last.total("heart")).isEqualTo(LIKES);
                assertThat(all.stream()
                                .mapToInt(event ->
                                        event.data().path("added").path("heart").asInt())
                                .sum())
                        .as("what all likes events added")
                        .isEqualTo(LIKES);
                double seconds = (last.atNanos() - begin) / 1e9;
                // Windows begin when the first like comes, so they may be a little closer than their length here.
                assertThat(all.size())
                        .as("likes events in %.1f s", seconds)
                        .isLessThanOrEqualTo((int) (1.2 * FRAMES_PER_SECOND * seconds) + 2);
            }
            assertThat(publisher.video("busy").path("likes").path("heart").asInt())
                    .isEqualTo(LIKES);
        }
    }

    private static void likeConcurrently(String video) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS);
        try {
            Callable<Void> publish = () -> {
                for (int like = 0; like < LIKES_PER_PUBLISHER; like++) {
                    publisher.like(video, "heart");
                }
                return null;
            };
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(PUBLISHERS, publish))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Duration timed(Viewer viewer, String event, Publication publication) throws IOException {
        long begin = System.nanoTime();
        publication.publish();
        return Duration.ofNanos(viewer.await(event).atNanos() - begin);
    }

    private static Duration median(List<Duration> measured) {
        Duration[] warm = measured.subList(WARM_UP, measured.size()).toArray(Duration[]::new);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private interface Publication {
        void publish() throws IOException;
    }
}
