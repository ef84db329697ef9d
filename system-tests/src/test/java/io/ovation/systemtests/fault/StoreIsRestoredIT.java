package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import io.ovation.systemtests.harness.Viewer.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The likes store is put back to an earlier state while people watch. Its log gives out numbers a second time. */
@ExtendWith(SharedCluster.class)
class StoreIsRestoredIT {

    private static final String VIDEO = "restored";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void viewers_areToldOfAGap_andSeeWhatFollows(ClusterUnderTest cluster, @TempDir Path backup) throws IOException {
        NodeProcess backend = cluster.backends().get(0);
        Api publisher = new Api(backend.publishers());
        List<Viewer> viewers = new ArrayList<>();
        try {
            comment(publisher, "before the backup", 5);
            backend.terminate();
            copy(backend.dataDirectory(), backup);
            backend.start().awaitReady();
            cluster.heal();
            for (NodeProcess frontend : cluster.frontends()) {
                viewers.add(Viewer.watch(frontend.viewers(), "video:" + VIDEO));
            }
            comment(publisher, "lost", 5);
            viewers.forEach(viewer ->
                    viewer.await("comment", data -> data.path("text").asText().equals("lost 4")));

            backend.terminate();
            copy(backup, backend.dataDirectory());
            backend.start().awaitReady();
            cluster.heal();
            comment(publisher, "after", 3);

            viewers.forEach(StoreIsRestoredIT::assertGoesOn);
            try (Viewer late = Viewer.watch(cluster.frontends().get(0).viewers(), "video:" + VIDEO)) {
                JsonNode snapshot = late.received("snapshot").get(0).data();
                assertThat(texts(snapshot))
                        .containsExactly(
                                "before the backup 0",
                                "before the backup 1",
                                "before the backup 2",
                                "before the backup 3",
                                "before the backup 4",
                                "after 0",
                                "after 1",
                                "after 2");
            }
        } finally {
            viewers.forEach(Viewer::close);
        }
    }

    private static void assertGoesOn(Viewer viewer) {
        Eventually.within(PATIENCE, () -> {
            assertThat(viewer.received("gap"))
                    .extracting(gap -> gap.data().path("reason").asText())
                    .containsOnly("failover")
                    .isNotEmpty();
            Stream<String> events = viewer.received("comment").stream()
                    .map(Received::data)
                    .map(data -> data.path("text").asText());
            Stream<String> snapshots =
                    viewer.received("snapshot").stream().flatMap(event -> texts(event.data()).stream());
            assertThat(Stream.concat(events, snapshots)).contains("after 0", "after 1", "after 2");
        });
    }

    private static List<String> texts(JsonNode snapshot) {
        return snapshot.path("comments").findValuesAsText("text");
    }

    private static void comment(Api publisher, String text, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            publisher.comment(VIDEO, "ann", text + ' ' + number);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
