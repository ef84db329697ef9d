package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.ReconnectingViewer;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was accepted survives the process, whichever way it ends. */
class NodeRestartsIT {

    private static final int LIKES = 25;

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void totalsAndComments_surviveTermAndKillRightAfterTheyWereAccepted() throws IOException {
        NodeProcess node = nodes.demo();
        Api publisher = new Api(node.publishers());
        try (ReconnectingViewer viewer = ReconnectingViewer.watch(node.viewers(), "video:42")) {
            viewer.awaitSnapshot(0);

            publish(publisher, "before TERM");
            node.terminate();
            node.start().awaitReady();
            viewer.awaitSnapshot(LIKES);
            assertThat(viewer.heard()).as("a node that stops says so").contains("bye");

            publish(publisher, "before KILL");
            node.kill();
            node.start().awaitReady();
            viewer.awaitSnapshot(2 * LIKES);
        }

        JsonNode video = publisher.video("42");
        assertThat(video.path("likes").path("clap").asInt()).isEqualTo(2 * LIKES);
        assertThat(video.path("comments").findValuesAsText("text")).containsExactly("before TERM", "before KILL");
        try (Viewer late = Viewer.watch(node.viewers(), "video:42")) {
            JsonNode snapshot = late.received("snapshot").get(0).data();
            assertThat(snapshot.path("likes").path("clap").asInt()).isEqualTo(2 * LIKES);
            assertThat(snapshot.path("comments").findValuesAsText("text"))
                    .containsExactly("before TERM", "before KILL");
        }
    }

    private static void publish(Api publisher, String text) throws IOException {
        publisher.comment("42", "ada", text);
        for (int like = 0; like < LIKES; like++) {
            publisher.like("42", "clap");
        }
    }
}
