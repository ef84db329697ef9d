package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.ReconnectingViewer;
import io.ovation.systemtests.harness.ReconnectingViewer.Message;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that knows the standard and nothing of Ovation. */
class ThirdPartyEventSourceIT {

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void client_getsTypedEventsAndResumesOnceTheServerIsBack() throws IOException {
        NodeProcess node = nodes.demo();
        Api publisher = new Api(node.publishers());
        try (ReconnectingViewer viewer = ReconnectingViewer.watch(node.viewers(), "video:42")) {
            viewer.awaitSnapshot(0);
            publisher.like("42", "heart");
            publisher.comment("42", "ada", "Grüße, 世界 \uD83C\uDF89\nand a second line");
            publisher.typing("42", "grace");

            viewer.await("likes", data -> data.path("total").path("heart").asInt() == 1);
            viewer.await("comment", data -> data.path("text").asText().startsWith("Grüße, 世界 \uD83C\uDF89"));
            viewer.await("typing", data -> data.path("member").asText().equals("grace"));
            assertThat(viewer.messages())
                    .filteredOn(message -> message.name().equals("likes"))
                    .allSatisfy(message -> assertThat(message.lastEventId()).isNotEmpty());

            node.kill();
            node.start().awaitReady();

            viewer.await("open", data -> data.path("resumed").isBoolean() && opens(viewer) == 2);
            viewer.awaitSnapshot(1);
            publisher.like("42", "heart");
            viewer.await("likes", data -> data.path("total").path("heart").asInt() == 2);
        }
    }

    private static long opens(ReconnectingViewer viewer) {
        List<Message> messages = viewer.messages();
        return messages.stream()
                .filter(message -> message.name().equals("open"))
                .count();
    }
}
