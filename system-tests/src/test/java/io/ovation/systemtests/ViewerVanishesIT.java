package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NetworkNamespace;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.SilentViewer;
import io.ovation.systemtests.harness.Viewer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A phone goes into a tunnel: no goodbye, no reset, just nothing any more. */
class ViewerVanishesIT {

    /** Shorter than by default, because the test has to wait for it. */
    private static final Map<String, String> SETTINGS = Map.of("ovation.frontend.edge.vanished", "8s");

    /** The rest is for timers to fire and counts to travel. */
    private static final Duration FORGOTTEN_WITHIN = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private NetworkNamespace elsewhere;

    @BeforeEach
    void makeNetwork() {
        try {
            elsewhere = NetworkNamespace.create();
        } catch (IOException e) {
            abort("needs root and iproute2 for a network namespace: " + e.getMessage());
        }
    }

    @AfterEach
    void removeNetwork() {
        if (elsewhere != null) {
            elsewhere.close();
        }
    }

    @Test
    void viewerWithoutNetwork_isForgottenOnSilentAndOnBusyTopics() throws IOException {
        NodeProcess node = nodes.demoAt(elsewhere.host(), SETTINGS);
        Api publisher = new Api(node.publishers());
        watch(node, "video:silent");
        watch(node, "video:busy");
        try (Viewer stays = Viewer.watch(node.viewers(), "video:silent", "video:busy")) {
            awaitStreams(node, 3, PATIENCE);
            awaitViewers(publisher, "silent", 2, PATIENCE);
            awaitViewers(publisher, "busy", 2, PATIENCE);

            elsewhere.cut();
            publisher.like("busy", "heart");
            awaitStreams(node, 1, FORGOTTEN_WITHIN);
            awaitViewers(publisher, "silent", 1, PATIENCE);
            awaitViewers(publisher, "busy", 1, PATIENCE);
            stays.await("viewers", data -> data.path("count").asInt() == 1);
        }
    }

    private void watch(NodeProcess node, String topic) throws IOException {
        Process viewer = elsewhere.run(
                SilentViewer.class, node.host(), Integer.toString(node.ports().viewer()), topic);
        BufferedReader said = viewer.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).isEqualTo("open");
    }

    private static void awaitStreams(NodeProcess node, int open, Duration patience) {
        Api operator = node.operator();
        Eventually.within(
                patience,
                () -> assertThat(operator.metric("ovation_frontend_streams_open"))
                        .hasValue((double) open));
    }

    private static void awaitViewers(Api publisher, String video, int count, Duration patience) {
        Eventually.within(
                patience,
                () -> assertThat(publisher.video(video).path("viewers").asInt()).isEqualTo(count));
    }
}
