package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.protocol.Role;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A comment is taken back: those who saw it are told, and nobody else ever sees it. */
class RetractionIT {

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    private static NodeProcess demo;

    @BeforeAll
    static void start() {
        demo = nodes.demo();
    }

    @Test
    void retractedComment_isGoneForEverybody() throws IOException {
        Api publisher = new Api(demo.publishers());
        String resumeAt;
        String id;
        try (Viewer viewer = Viewer.watch(demo.viewers(), "video:42")) {
            publisher.comment("42", "ann", "before");
            resumeAt = viewer.await("comment").id();
            id = publisher.comment("42", "ann", "taken back");
            viewer.await("comment", data -> data.path("id").asText().equals(id));

            publisher.retract(id);

            Viewer.Received retracted = viewer.await("retracted");
            assertThat(retracted.data().path("id").asText()).isEqualTo(id);
            assertThat(retracted.data().path("topic").asText()).isEqualTo("video:42");
            assertThat(retracted.id()).isNotEqualTo(resumeAt);
        }
        assertThat(texts(publisher.video("42"))).containsExactly("before");
        try (Viewer late = Viewer.watch(demo.viewers(), "video:42")) {
            assertThat(texts(late.received("snapshot").get(0).data())).containsExactly("before");
        }
        try (Viewer returning = Viewer.resume(demo.viewers(), "video:42", resumeAt)) {
            assertThat(returning.received("comment")).isEmpty();
            assertThat(returning.received("retracted"))
                    .extracting(event -> event.data().path("id").asText())
                    .containsExactly(id);
        }
    }

    @Test
    void retraction_isRepeatedWithoutHarm_andNeedsAComment() throws IOException {
        Api publisher = new Api(demo.publishers());
        String id = publisher.comment("repeated", "ann", "taken back");

        publisher.retract(id);
        publisher.retract(id);

        Api.Answer unknown = publisher.delete("/comments/01a20545-07b9-792d-b273-b3fb95613fff");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("type").asText()).isEqualTo("urn:ovation:problem:not-found");
        assertThat(publisher.delete("/comments/no%20id").status()).isEqualTo(400);
    }

    /** Until there are rights: only the demo lets anybody retract. */
    @Test
    void likesBackend_refusesRetractions_unlessToldOtherwise() throws IOException {
        NodeProcess dispatcher = nodes.seed(Role.DISPATCHER);
        NodeProcess backend = nodes.join(dispatcher, Role.LIKES_BACKEND);
        List.of(dispatcher, backend).forEach(NodeProcess::awaitReady);
        Api publisher = new Api(backend.publishers());
        String id = publisher.comment("42", "ann", "stays");

        assertThat(publisher.delete("/comments/" + id).status()).isEqualTo(403);
        assertThat(texts(publisher.video("42"))).containsExactly("stays");
    }

    private static List<String> texts(JsonNode video) {
        return video.path("comments").findValuesAsText("text");
    }
}
