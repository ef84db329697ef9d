package io.ovation.likes;

import static io.ovation.likes.ApiClient.assertAccepted;
import static io.ovation.likes.ApiClient.assertProblem;
import static io.ovation.likes.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleIT {

    @TempDir
    private Path directory;

    @Test
    void restart_keepsTotalsCommentsAndIdempotency() throws Exception {
        byte[] first;
        try (BackendNode node = BackendNode.start(directory, "")) {
            ApiClient api = new ApiClient(node.address());
            assertAccepted(api.post("/likes", "{\"video\":\"42\",\"count\":7}"));
            first = comment(api).body();
        }
        try (BackendNode node = BackendNode.start(directory, "")) {
            ApiClient api = new ApiClient(node.address());
            assertThat(comment(api).body()).isEqualTo(first);
            assertProblem(comment(api, "another text"), 422, "idempotency-key-reused", "Idempotency-Key");
            assertThat(json(api.get("/videos/42")).get("likes")).hasToString("{\"heart\":7}");
            assertThat(json(api.get("/videos/42")).get("comments")).hasSize(1);
        }
    }

    @Test
    void topicActor_findsTheBackendAndLoadsATopic() throws Exception {
        try (BackendNode node = BackendNode.start(directory, "ovation.data-centre = west")) {
            ApiClient api = new ApiClient(node.address());
            assertAccepted(api.post("/likes", "{\"video\":\"42\",\"count\":7}"));
            comment(api);
            TestProbe<BackendMessage.TopicLoaded> loaded =
                    TestProbe.create(BackendMessage.TopicLoaded.class, node.system);

            node.backend().tell(new BackendMessage.LoadTopic(Topic.video("42"), loaded.ref()));

            BackendMessage.TopicLoaded answer = loaded.receiveMessage();
            assertThat(answer.totals()).isEqualTo(Totals.of("west", Map.of("heart", 7L)));
            assertThat(answer.latest().entries())
                    .flatExtracting(entry -> entry.comment().stream().toList())
                    .extracting(Comment::text)
                    .containsExactly("hi");
        }
    }

    @Test
    void shutdown_publishesWhatWaitsForItsWindow() throws Exception {
        BackendNode node = BackendNode.start(directory, "ovation.likes.window = 1h");
        ApiClient api = new ApiClient(node.address());
        assertAccepted(api.post("/likes", "{\"video\":\"42\"}"));
        node.nextPublished();
        assertAccepted(api.post("/likes", "{\"video\":\"42\"}"));

        node.close();

        assertThat(node.published).hasSize(1);
    }

    @Test
    void shutdown_publishesComments_andSaysOnceMoreHowFarTheirLogIs() throws Exception {
        BackendNode node = BackendNode.start(directory, "");
        ApiClient api = new ApiClient(node.address());
        comment(api);
        Mark first = node.nextEntry().entry().mark();
        String body = "{\"video\":\"42\",\"member\":\"ada\",\"text\":\"bye\"}";
        String last = json(api.post("/comments", body)).get("id").textValue();

        node.close();

        assertThat(node.nextEntry().entry().mark()).isEqualTo(first.next(last));
        assertThat(node.tails).extracting(LogMessage.Tail::mark).contains(first.next(last));
    }

    @Test
    void stoppingBackend_publishesWhatItTookAndTakesNoMore() throws Exception {
        CompletableFuture<Done> othersAreDone = new CompletableFuture<>();
        try (BackendNode node = BackendNode.start(directory, "ovation.likes.window = 1h")) {
            ApiClient api = new ApiClient(node.address());
            assertAccepted(api.post("/likes", "{\"video\":\"42\"}"));
            node.nextPublished();
            assertAccepted(api.post("/likes", "{\"video\":\"42\"}"));
            CoordinatedShutdown.get(node.system)
                    .addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "others", () -> othersAreDone);

            node.system.terminate();

            node.nextPublished();
            HttpResponse<byte[]> refused = api.post("/likes", "{\"video\":\"42\"}");
            assertProblem(refused, 503, "unavailable", "going down");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertProblem(comment(api), 503, "unavailable", "going down");
            othersAreDone.complete(Done.getInstance());
        }
    }

    @Test
    void storeThatFails_is503WithRetryAfterUntilItWorksAgain() throws Exception {
        String url = "jdbc:h2:mem:" + directory.getFileName() + ";DB_CLOSE_DELAY=-1";
        try (BackendNode node = BackendNode.start(directory, "ovation.likes.store.url = \"" + url + "\"");
                Connection connection = DriverManager.getConnection(url + ";DB_CLOSE_ON_EXIT=FALSE", "", "");
                Statement statement = connection.createStatement()) {
            ApiClient api = new ApiClient(node.address());
            statement.execute("ALTER TABLE likes_totals RENAME TO elsewhere");

            HttpResponse<byte[]> refused = api.post("/likes", "{\"video\":\"42\"}");
            assertProblem(refused, 503, "unavailable", "the store cannot commit");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertProblem(api.get("/videos/42"), 503, "unavailable", "try again");

            statement.execute("ALTER TABLE elsewhere RENAME TO likes_totals");
            assertAccepted(api.post("/likes", "{\"video\":\"42\"}"));
        }
    }

    @Test
    void portInUse_failsTheStartInOneLineAndFreesTheStore() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> BackendNode.start(directory, "ovation.likes.port = " + other.getLocalPort()))
                    .cause()
                    .hasMessageStartingWith("ovation.likes.port (OVATION_PUBLISH_PORT) " + other.getLocalPort()
                            + " on 127.0.0.1 cannot be bound");
        }
        BackendNode.start(directory, "").close();
    }

    @Test
    void storeThatCannotBeOpened_failsTheStartInOneLine() throws Exception {
        Files.writeString(directory.resolve("likes.mv.db"), "not a database");

        assertThatThrownBy(() -> BackendNode.start(directory, ""))
                .cause()
                .hasMessageStartingWith("likes store jdbc:h2:file:" + directory.resolve("likes") + " cannot be opened")
                .hasMessageNotContaining("\n");
    }

    private static HttpResponse<byte[]> comment(ApiClient api) throws Exception {
        return comment(api, "hi");
    }

    private static HttpResponse<byte[]> comment(ApiClient api, String text) throws Exception {
        String body = "{\"video\":\"42\",\"member\":\"ada\",\"text\":\"" + text + "\"}";
        return api.send(
                api.postRequest("/comments", BodyPublishers.ofString(body)).header("Idempotency-Key", "k1"));
    }
}
