package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.protocol.Role;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Api.Answer;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Viewer;
import io.ovation.systemtests.harness.Viewer.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dispatcher, a likes backend and two frontends, each a process of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoFrontendsOneClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The lease of a frontend, and what its removal from the cluster may take before. */
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(45);

    @RegisterExtension
    static final Nodes nodes =
            new Nodes(Map.of("ovation.dispatcher.lease", "9s", "ovation.frontend.stream.lease-renewal", "3s"));

    private static NodeProcess one;
    private static NodeProcess other;
    private static Api publisher;

    @BeforeAll
    static void start() {
        NodeProcess dispatcher = nodes.seed(Role.DISPATCHER);
        NodeProcess backend = nodes.join(dispatcher, Role.LIKES_BACKEND);
        one = nodes.join(dispatcher, Role.FRONTEND);
        other = nodes.join(dispatcher, Role.FRONTEND);
        List.of(dispatcher, backend, one, other).forEach(NodeProcess::awaitReady);
        publisher = new Api(backend.publishers());
    }

    @Test
    @Order(1)
    void events_reachViewersOfBothFrontendsExactlyOnce() throws IOException {
        int comments = 50;
        try (Viewer here = Viewer.watch(one.viewers(), "video:42");
                Viewer there = Viewer.watch(other.viewers(), "video:42")) {
            List<String> sent =
                    IntStream.range(0, comments).mapToObj(Integer::toString).toList();
            for (String text : sent) {
                publisher.comment("42", "ada", text);
                publisher.like("42", "wow");
            }
            for (Viewer viewer : List.of(here, there)) {
                viewer.await("comment", data -> data.path("text").asText().equals(sent.get(comments - 1)));
                awaitTotal(viewer, comments);
                assertThat(viewer.received("comment"))
                        .extracting(comment -> comment.data().path("text").asText())
                        .containsExactlyElementsOf(sent);
                assertThat(viewer.received("likes"))
                        .extracting(
                                likes -> likes.data().path("total").path("wow").asInt())
                        .isSorted();
            }
            assertThat(here.received("comment"))
                    .extracting(Received::id)
                    .containsExactlyElementsOf(
                            there.received("comment").stream().map(Received::id).toList());
        }
    }

    @Test
    @Order(2)
    void viewers_areCountedOverBothFrontends() {
        try (Viewer first = Viewer.watch(one.viewers(), "video:counted");
                Viewer second = Viewer.watch(one.viewers(), "video:counted");
                Viewer third = Viewer.watch(other.viewers(), "video:counted")) {
            awaitViewers("counted", 3);
            for (Viewer viewer : List.of(first, second, third)) {
                viewer.await("viewers", data -> data.path("count").asInt() == 3);
            }
        }
        awaitViewers("counted", 0);
    }

    @Test
    @Order(3)
    void topics_changeAtWhicheverFrontendIsAsked() throws IOException {
        try (Viewer viewer = Viewer.watch(one.viewers(), "video:before")) {
            Answer answer = changeAt(other, viewer.connection());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(texts(answer.json().path("topics"))).containsExactly("video:after");
            viewer.await("snapshot", data -> data.path("topic").asText().equals("video:after"));

            publisher.comment("before", "ada", "not for this viewer any more");
            publisher.comment("after", "ada", "for this viewer");
            assertThat(viewer.await("comment").data().path("text").asText()).isEqualTo("for this viewer");
        }
    }

    @Test
    @Order(4)
    void connectionNobodyHolds_isNotFoundAtEitherFrontend() throws IOException {
        String ended;
        try (Viewer viewer = Viewer.watch(one.viewers(), "video:42")) {
            ended = viewer.connection();
        }
        for (NodeProcess frontend : List.of(one, other)) {
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(changeAt(frontend, ended).status()).isEqualTo(404));
            Answer invented = changeAt(frontend, "nonsense.0.AAAAAAAAAAAAAAAAAAAAAA");
            assertThat(invented.status()).isEqualTo(404);
            assertThat(invented.json().path("type").asText()).isEqualTo("urn:ovation:problem:not-found");
        }
    }

    @Test
    @Order(5)
    void frontendThatIsKilled_countsNoLongerAndTheOtherServesOn() throws IOException {
        try (Viewer lost = Viewer.watch(other.viewers(), "video:42");
                Viewer healthy = Viewer.watch(one.viewers(), "video:42")) {
            awaitViewers("42", 2);

            other.kill();
            String text = "while the other is gone and not yet missed";
            publisher.comment("42", "ada", text);
            healthy.await("comment", data -> data.path("text").asText().equals(text));
            Eventually.within(PATIENCE, () -> assertThat(lost.hasEnded()).isTrue());

            Eventually.within(
                    LEASE_AND_MORE,
                    () -> assertThat(publisher.video("42").path("viewers").asInt())
                            .isEqualTo(1));
            healthy.await("viewers", data -> data.path("count").asInt() == 1);
        }
    }

    private static void awaitTotal(Viewer viewer, int likes) {
        Eventually.within(PATIENCE, () -> {
            List<Received> events = viewer.received("likes");
            assertThat(events).isNotEmpty();
            assertThat(events.get(events.size() - 1).total("wow")).isEqualTo(likes);
        });
    }

    private static void awaitViewers(String video, int count) {
        Eventually.within(
                PATIENCE,
                () -> assertThat(publisher.video(video).path("viewers").asInt()).isEqualTo(count));
    }

    private static Answer changeAt(NodeProcess frontend, String connection) throws IOException {
        return new Api(frontend.viewers())
                .post(
                        "/v1/stream/" + connection + "/topics",
                        Map.of("subscribe", List.of("video:after"), "unsubscribe", List.of("video:before")));
    }

    private static List<String> texts(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(index -> array.get(index).asText())
                .toList();
    }
}
