package io.ovation.likes;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.RemoteCursor;
import io.ovation.common.protocol.BackendMessage.RemoteReply;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics' logs as other nodes see them. */
class LogIT {

    private static final Topic VIDEO = Topic.video("42");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    private Path directory;

    @Test
    void comments_arePublishedWithTheirPlaces_andCanBeFetchedFromTheirSource() throws Exception {
        try (BackendNode node = BackendNode.start(directory, "ovation.data-centre = west")) {
            ApiClient api = new ApiClient(node.address());
            String a = comment(api, "a");
            String b = comment(api, "b");
            LogMessage.Entries first = node.ranges.take();
            LogMessage.Entries second = node.ranges.take();
            TestProbe<LogMessage> answers = TestProbe.create(LogMessage.class, node.system);

            second.source().tell(new LogMessage.Fetch(VIDEO, null, Mark.START, 2, 5_000, answers.ref()));

            assertThat(first.range().after()).isEqualTo(Mark.START);
            assertThat(first.range().through()).isEqualTo(Mark.START.next(a));
            assertThat(first.gap()).isFalse();
            assertThat(second.range().after()).isEqualTo(first.range().through());
            LogRange fetched = answers.expectMessageClass(LogMessage.Entries.class, PATIENCE)
                    .range();
            assertThat(fetched.after()).isEqualTo(Mark.START);
            assertThat(fetched.through()).isEqualTo(Mark.START.next(a).next(b));
            assertThat(fetched.entries())
                    .containsExactly(
                            first.range().entries().get(0),
                            second.range().entries().get(0));
            assertThat(fetched.entries()).extracting(Entry::origin).containsOnly("west");
            assertThat(node.nextTail().mark()).isEqualTo(fetched.through());
        }
    }

    @Test
    void retriedComment_letsItsTopicBeToldHowFarItsLogIs() throws Exception {
        try (BackendNode node = BackendNode.start(directory, "")) {
            ApiClient api = new ApiClient(node.address());
            String id = comment(api, "a");
            node.nextEntry();
            node.nextTail();
            node.nextTail();

            assertThat(comment(api, "a")).isEqualTo(id);

            assertThat(node.nextTail().mark()).isEqualTo(Mark.START.next(id));
            assertThat(node.ranges).hasSize(1);
        }
    }

    @Test
    void pagesOfAnotherDataCentre_areCommittedAndPublishedLikeAnyEntries() throws Exception {
        try (BackendNode node = BackendNode.start(directory, "ovation.data-centre = west")) {
            String own = comment(new ApiClient(node.address()), "a");
            node.nextEntry();
            TestProbe<RemoteReply> replies = TestProbe.create(RemoteReply.class, node.system);
            Mark theirs = Mark.START.next("from-afar");
            Comment comment = new Comment("from-afar", "ada", "hi", Instant.ofEpochMilli(1), null, false);
            LogRange range =
                    LogRange.of(Mark.START, List.of(new Entry(theirs, "east", Instant.ofEpochMilli(2), comment)));

            node.backend().tell(new BackendMessage.CommitRemote(VIDEO, "east", range, true, replies.ref()));

            replies.expectMessage(PATIENCE, new RemoteCursor(VIDEO, "east", theirs));
            Entry published = node.nextEntry().entry();
            assertThat(published.mark()).isEqualTo(Mark.START.next(own).next("from-afar"));
            assertThat(published.origin()).isEqualTo("east");
            assertThat(published.body()).isEqualTo(comment);
            assertThat(node.ranges).extracting(LogMessage.Entries::gap).containsExactly(false, true);
            node.backend()
                    .tell(new BackendMessage.RealignRemote(
                            VIDEO,
                            "east",
                            List.of(
                                    new LogMessage.Place(new Mark(5_000, 9), own),
                                    new LogMessage.Place(new Mark(8, 8), "from-afar")),
                            replies.ref()));
            replies.expectMessage(PATIENCE, new RemoteCursor(VIDEO, "east", new Mark(8, 8)));
        }
    }

    @Test
    void commentsThatTheVersionBeforeHasLeftUnpublished_areToldOfOnce() throws Exception {
        FormerFile.make(directory, "left");
        try (BackendNode node = BackendNode.start(directory, "")) {
            LogMessage.Tail tail = node.nextTail();
            assertThat(tail.topic()).isEqualTo(VIDEO);
            assertThat(tail.mark()).isEqualTo(new Mark(3, Mark.chain(0, "left")));
            TestProbe<LogMessage> answers = TestProbe.create(LogMessage.class, node.system);
            tail.source().tell(new LogMessage.Fetch(VIDEO, null, Mark.START, 3, 5_000, answers.ref()));
            assertThat(answers.expectMessageClass(LogMessage.Entries.class, PATIENCE)
                            .range()
                            .entries())
                    .extracting(Entry::id)
                    .containsExactly("left");
        }
        try (BackendNode node = BackendNode.start(directory, "")) {
            comment(new ApiClient(node.address()), "a");
            node.nextEntry();
            assertThat(node.nextTail().mark().position()).isEqualTo(4);
        }
    }

    private static String comment(ApiClient api, String key) throws Exception {
        return ApiClient.json(api.send(api.postRequest(
                                "/comments",
                                java.net.http.HttpRequest.BodyPublishers.ofString(
                                        "{\"video\":\"42\",\"member\":\"ada\",\"text\":\"hi\"}"))
                        .header("Idempotency-Key", key)))
                .get("id")
                .textValue();
    }

    /** The H2 file of a backend of the version before. */
    private static final class FormerFile {

        static void make(Path directory, String unpublished) throws Exception {
            String url = "jdbc:h2:file:" + directory.resolve("likes");
            try (var script = FormerFile.class.getResourceAsStream("store/jdbc/former-schema.sql");
                    Connection connection = DriverManager.getConnection(url, "", "");
                    Statement statement = connection.createStatement()) {
                statement.execute(new String(script.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                statement.execute("INSERT INTO comment_positions (topic, last_position) VALUES ('video:42', 3)");
                statement.execute("INSERT INTO comments (id, topic, position, member, text, accepted_at) VALUES ('"
                        + unpublished + "', 'video:42', 2, 'ada', 'hi', CURRENT_TIMESTAMP)");
                statement.execute("INSERT INTO comment_outbox (id, backend, claimed_at) VALUES ('" + unpublished
                        + "', 'default/embedded', CURRENT_TIMESTAMP)");
            }
        }
    }
}
