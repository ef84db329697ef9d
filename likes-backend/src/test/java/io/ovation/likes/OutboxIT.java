package io.ovation.likes;

import static io.ovation.likes.ApiClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import io.ovation.common.event.Comment;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.Services;
import io.ovation.common.topic.Topic;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of comments whose publication nobody acknowledges, and of those of other data centres. */
class OutboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String IMPATIENT_END = "ovation.likes.drain-timeout = 100ms";

    @TempDir
    private Path directory;

    @Test
    void commentsThatNobodyAcknowledged_arePublishedFirstAndInOrderByTheNextProcess() throws Exception {
        try (BackendNode node = BackendNode.start(directory, IMPATIENT_END)) {
            ApiClient api = new ApiClient(node.address());
            for (int i = 0; i < 20; i++) {
                assertThat(comment(api, BackendNode.SILENT, "t" + i).statusCode())
                        .isEqualTo(202);
            }
        }
        try (BackendNode node = BackendNode.start(directory, IMPATIENT_END)) {
            comment(new ApiClient(node.address()), BackendNode.SILENT, "t20");

            for (int i = 0; i <= 20; i++) {
                assertThat(node.nextComment().comment().text()).isEqualTo("t" + i);
            }
        }
    }

    @Test
    void acknowledgedComments_areNotPublishedAgainByTheNextProcess() throws Exception {
        Topic video = Topic.video("heard");
        try (BackendNode node = BackendNode.start(directory, "")) {
            comment(new ApiClient(node.address()), video, "first");
        }
        try (BackendNode node = BackendNode.start(directory, "")) {
            comment(new ApiClient(node.address()), video, "second");

            assertThat(node.nextComment().comment().text()).isEqualTo("second");
        }
    }

    @Test
    void commentBeyondTheOutbox_is503WithRetryAfterAndNotKept() throws Exception {
        try (BackendNode node =
                BackendNode.start(directory, IMPATIENT_END + "\novation.likes.outbox { limit = 1, per-topic = 1 }")) {
            ApiClient api = new ApiClient(node.address());
            assertThat(comment(api, BackendNode.SILENT, "first").statusCode()).isEqualTo(202);

            HttpResponse<byte[]> refused = comment(api, Topic.video("other"), "second");

            assertProblem(refused, 503, "unavailable", "too many comments wait to be delivered");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(ApiClient.json(api.get("/videos/other")).get("comments")).isEmpty();
        }
    }

    @Test
    void commentOfAnotherDataCentre_isKeptOnceAndNotPublished() throws Exception {
        Topic video = Topic.video("far");
        Comment comment = new Comment("from-afar", "ada", "hi", Instant.ofEpochMilli(1_700_000_000_000L), null);
        try (BackendNode node = BackendNode.start(directory, "")) {
            TestProbe<BackendMessage.CommentStored> stored =
                    TestProbe.create(BackendMessage.CommentStored.class, node.system);
            ActorRef<BackendMessage> backend = backend(node);
            for (int i = 0; i < 2; i++) {
                backend.tell(new BackendMessage.StoreComment(video, comment, stored.ref()));
                stored.expectMessage(PATIENCE, new BackendMessage.CommentStored(video, "from-afar"));
            }
            ApiClient api = new ApiClient(node.address());
            comment(api, video, "near");

            assertThat(ApiClient.json(api.get("/videos/far")).get("comments").findValuesAsText("text"))
                    .containsExactly("hi", "near");
            assertThat(node.nextComment().comment().text()).isEqualTo("near");
        }
    }

    private static ActorRef<BackendMessage> backend(BackendNode node) {
        TestProbe<Receptionist.Listing> listings = TestProbe.create(Receptionist.Listing.class, node.system);
        node.system.receptionist().tell(Receptionist.subscribe(Services.likesBackends(node.system), listings.ref()));
        Set<ActorRef<BackendMessage>> backends;
        do {
            backends = listings.receiveMessage(PATIENCE).getServiceInstances(Services.likesBackends(node.system));
        } while (backends.isEmpty());
        return backends.iterator().next();
    }

    private static HttpResponse<byte[]> comment(ApiClient api, Topic video, String text)
            throws IOException, InterruptedException {
        return api.post("/comments", "{\"video\":\"" + video.id() + "\",\"member\":\"ada\",\"text\":\"" + text + "\"}");
    }
}
