package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A likes backend opens a store that the first version made, with comments in it that were never published. Viewers who
 * watch already see its latest comments, those among them, and everything goes on.
 */
@ExtendWith(SharedCluster.class)
class StoreOfTheFirstVersionIT {

    private static final Path FORMER_SCHEMA =
            Path.of("../likes-backend/src/test/resources/io/ovation/likes/store/jdbc/former-schema.sql");

    private static final String VIDEO = "first-version";
    private static final int COMMENTS = 300;
    private static final int UNPUBLISHED = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void store_isOpened_andItsViewersSeeTheLatestComments(ClusterUnderTest cluster) throws Exception {
        NodeProcess backend = cluster.backends().get(0);
        Api publisher = new Api(backend.publishers());
        backend.terminate();
        makeStore(backend.dataDirectory());

        try (Viewer viewer = Viewer.watch(cluster.frontends().get(0).viewers(), "video:" + VIDEO)) {
            backend.start().awaitReady();
            cluster.heal();

            Eventually.within(
                    PATIENCE, () -> assertThat(seen(viewer)).containsAll(texts(COMMENTS - UNPUBLISHED, COMMENTS)));
            publisher.comment(VIDEO, "ann", "after");
            viewer.await("comment", data -> data.path("text").asText().equals("after"));
        }
        JsonNode stored = publisher.get("/videos/" + VIDEO + "?limit=200").json();
        assertThat(stored.path("likes").path("heart").asInt()).isEqualTo(7);
        assertThat(stored.path("comments").findValuesAsText("text"))
                .containsExactlyElementsOf(Stream.concat(texts(101, COMMENTS).stream(), Stream.of("after"))
                        .toList());
    }

    private static List<String> seen(Viewer viewer) {
        return Stream.concat(viewer.received("comment").stream(), viewer.received("snapshot").stream())
                .flatMap(event -> event.data().findValuesAsText("text").stream())
                .toList();
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "comment " + number).toList();
    }

    /** As the first version would: positions with holes, where a retry was known; notes of what is to be published. */
    private static void makeStore(Path directory) throws SQLException, IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:file:" + directory.resolve("likes").toAbsolutePath())) {
            try (Statement schema = connection.createStatement()) {
                schema.execute(script());
                schema.execute("INSERT INTO likes_totals VALUES ('video:" + VIDEO + "', 'heart', 7)");
                schema.execute("INSERT INTO comment_positions VALUES ('video:" + VIDEO + "', " + (2 * COMMENTS) + ")");
            }
            insertComments(connection);
        }
    }

    private static void insertComments(Connection connection) throws SQLException {
        try (PreparedStatement comment = connection.prepareStatement("INSERT INTO comments"
                        + " (id, topic, position, member, text, accepted_at) VALUES (?, ?, ?, 'ann', ?, ?)");
                PreparedStatement note =
                        connection.prepareStatement("INSERT INTO comment_outbox VALUES (?, 'default/embedded', ?)")) {
            Instant begin = Instant.now().minus(Duration.ofMinutes(COMMENTS));
            for (int number = 0; number < COMMENTS; number++) {
                Object at = begin.plus(Duration.ofMinutes(number)).atOffset(ZoneOffset.UTC);
                comment.setString(1, "first-version-" + number);
                comment.setString(2, "video:" + VIDEO);
                comment.setLong(3, 1 + 2L * number);
                comment.setString(4, "comment " + number);
                comment.setObject(5, at);
                comment.executeUpdate();
                if (number >= COMMENTS - UNPUBLISHED) {
                    note.setString(1, "first-version-" + number);
                    note.setObject(2, at);
                    note.executeUpdate();
                }
            }
        }
    }

    private static String script() throws IOException {
        return Files.readString(FORMER_SCHEMA);
    }
}
