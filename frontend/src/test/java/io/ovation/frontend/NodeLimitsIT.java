package io.ovation.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that is full. */
@ExtendWith(NoLeaks.class)
class NodeLimitsIT {

    private static final Topic CATS = Topic.video("cats");
    private static final String REQUEST = "GET /v1/stream?topic=video:cats HTTP/1.1\r\nHost: test\r\n\r\n";

    private final ScriptedTopics topics = new ScriptedTopics();
    private FrontendNode node;

    @BeforeEach
    void start() throws Exception {
        node = FrontendNode.start(
                topics, "ovation.frontend.edge { max-streams = 2, max-visitors = 2, request-timeout = 30 s }");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void fullNode_refusesOneMoreUntilOneLeaves() throws Exception {
        ViewerStream two = node.watch("topic=video:cats").settled();
        try (ViewerStream one = node.watch("topic=video:cats").settled();
                RawClient three = node.connect()) {
            RawClient.Answer answer = three.send(REQUEST).readAnswer();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(Integer.parseInt(answer.headers().get("retry-after"))).isBetween(5, 10);
            assertThat(answer.body()).contains("2 streams");
            topics.deliver(CATS, new Event.Viewers(2));
            one.next("viewers");
            two.next("viewers");

            two.close();
            node.await(() -> {
                try (ViewerStream again = node.watch("topic=video:cats")) {
                    assertThat(again.head()).startsWith("HTTP/1.1 200 ");
                    return null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Test
    void connectionsThatAreNotStreams_areBounded() throws Exception {
        try (ViewerStream one = node.watch("topic=video:cats").settled();
                ViewerStream two = node.watch("topic=video:cats").settled();
                RawClient waiting = node.connect()) {
            RawClient silent = node.connect();
            node.await(() -> {
                assertThat(isClosedAtOnce()).isTrue();
                return null;
            });
            topics.deliver(CATS, new Event.Viewers(2));
            one.next("viewers");
            two.next("viewers");

            silent.close();
            node.await(() -> {
                assertThat(isClosedAtOnce()).isFalse();
                return null;
            });
            assertThat(waiting.send("GET /nothing HTTP/1.1\r\nHost: test\r\n\r\n")
                            .readAnswer()
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void nodeThatIsShortOfMemory_refusesNewcomersAndKeepsThoseItHas() throws Exception {
        try (ViewerStream one = node.watch("topic=video:cats").settled()) {
            ByteBudget viewers = node.memory().viewers();
            long exhausted = viewers.limit() + viewers.limit() / 5;
            viewers.take(exhausted);
            try (RawClient two = node.connect()) {
                RawClient.Answer answer = two.send(REQUEST).readAnswer();

                assertThat(answer.status()).isEqualTo(503);
                assertThat(Integer.parseInt(answer.headers().get("retry-after")))
                        .isBetween(5, 10);
                assertThat(answer.body()).contains("short of memory");
            }
            topics.deliver(CATS, new Event.Viewers(1));
            one.next("viewers");

            viewers.take(-exhausted);
            node.watch("topic=video:cats").settled().close();
        }
    }

    private boolean isClosedAtOnce() {
        try (RawClient another = node.connect()) {
            another.send("GET /nothing HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer();
            return false;
        } catch (IOException | AssertionError e) {
            return true;
        }
    }
}
