package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Topics as large as the settings allow, opened after all nodes were stopped and started. */
@ExtendWith(SharedCluster.class)
class LargestTopicColdStartIT {

    private static final int COMMENTS = 520;
    private static final int SHOWN = 50;

    /** One to two seconds on a quiet machine: all nodes have just started. */
    private static final Duration PROMPT = Duration.ofSeconds(5);

    /** A video and what is said on it. */
    private record Large(String video, String member, String text) {}

    private static final List<Large> TOPICS = List.of(
            new Large("large", "ann", "好".repeat(490)), new Large("v".repeat(128), "m".repeat(128), "😀".repeat(490)));

    @Test
    void viewers_seeTotalsAndTheLatestComments(ClusterUnderTest cluster) throws IOException {
        Api publisher = new Api(cluster.backends().get(0).publishers());
        for (Large topic : TOPICS) {
            publisher.like(topic.video(), "clap");
            for (int number = 0; number < COMMENTS; number++) {
                publisher.comment(topic.video(), topic.member(), text(topic, number));
            }
        }

        cluster.restart();

        for (NodeProcess frontend : cluster.frontends()) {
            for (Large topic : TOPICS) {
                assertShows(frontend, topic);
            }
        }
    }

    private static void assertShows(NodeProcess frontend, Large topic) {
        List<String> latest = IntStream.range(COMMENTS - SHOWN, COMMENTS)
                .mapToObj(number -> text(topic, number))
                .toList();
        long begin = System.nanoTime();
        try (Viewer viewer = Viewer.watch(frontend.viewers(), "video:" + topic.video())) {
            JsonNode snapshot = viewer.received("snapshot").get(0).data();
            assertThat(snapshot.path("likes").path("clap").asInt()).isEqualTo(1);
            assertThat(snapshot.path("comments").findValuesAsText("text")).containsExactlyElementsOf(latest);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMPT);
    }

    private static String text(Large topic, int number) {
        return topic.text() + ' ' + number;
    }
}
