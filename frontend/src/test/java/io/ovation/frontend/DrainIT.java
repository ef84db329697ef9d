package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that stops while it has viewers. */
@ExtendWith(NoLeaks.class)
class DrainIT {

    private static final Topic CATS = Topic.video("cats");
    private static final int VIEWERS = 20;
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /** For requests to be over before the last viewer leaves, on a busy machine, too; a viewer waits ten for its event. */
    private static final Duration LONG_DRAIN = Duration.ofSeconds(6);

    private final ScriptedTopics topics = new ScriptedTopics();
    private final List<ViewerStream> viewers = new ArrayList<>();
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private FrontendNode node;

    private void start(Duration drain) throws Exception {
        node = FrontendNode.start(
                topics, "ovation.frontend.drain { duration = " + drain.toSeconds() + " s, reconnect-within = 60 s }");
        for (int viewer = 0; viewer < VIEWERS; viewer++) {
            viewers.add(node.watch("topic=video:cats").settled());
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (ViewerStream viewer : viewers) {
            viewer.close();
        }
        node.close();
        readers.shutdown();
    }

    @Test
    void newRequests_areSentElsewhereWhileStreamsGoOn() throws Exception {
        start(LONG_DRAIN);
        node.beginToStop();

        node.await(() -> {
            assertRefused("GET /v1/stream?topic=video:cats HTTP/1.1\r\nHost: test\r\n\r\n");
            return null;
        });
        assertRefused("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
        assertRefused("POST /v1/stream/x/topics HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\n\r\n{}");
        topics.deliver(CATS, new Event.Viewers(VIEWERS));

        List<Farewell> farewells = farewells();
        assertThat(farewells)
                .as("heard of what happened after the first refusal")
                .anyMatch(Farewell::heardTheEvent);
    }

    @Test
    void viewers_areSentAwayFewAtATimeWithDelaysOfTheirOwn() throws Exception {
        start(DRAIN);
        node.beginToStop();

        List<Farewell> farewells = farewells();

        assertThat(farewells)
                .extracting(Farewell::reconnectAfterMillis)
                .allSatisfy(delay -> assertThat(delay).isBetween(0L, 60_000L));
        assertThat(farewells.stream().map(Farewell::reconnectAfterMillis).distinct())
                .hasSizeGreaterThan(VIEWERS / 2);
        long first = farewells.stream().mapToLong(Farewell::nanos).min().orElseThrow();
        long last = farewells.stream().mapToLong(Farewell::nanos).max().orElseThrow();
        assertThat(Duration.ofNanos(last - first)).isGreaterThan(DRAIN.dividedBy(3));
    }

    @Test
    void leases_areGivenBackOnceEverybodyIsGone() throws Exception {
        start(DRAIN);
        node.beginToStop();
        farewells();

        topics.awaitEndOfSubscriber(CATS);
    }

    private void assertRefused(String request) {
        try (RawClient client = node.connect()) {
            RawClient.Answer answer = client.send(request).readAnswer();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers())
                    .containsEntry("content-type", "application/problem+json")
                    .containsEntry("access-control-expose-headers", "Retry-After, WWW-Authenticate");
            assertThat(Integer.parseInt(answer.headers().get("retry-after"))).isBetween(1, 60);
            assertThat(answer.body()).contains("urn:ovation:problem:unavailable", "stopping");
            assertThat(client.readToEnd()).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads every stream to its end. */
    private List<Farewell> farewells() {
        return viewers.stream()
                .map(viewer -> CompletableFuture.supplyAsync(() -> farewell(viewer), readers))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Farewell farewell(ViewerStream viewer) {
        try {
            boolean heard = false;
            SseEvent event = viewer.next();
            while (!event.name().equals("bye")) {
                heard |= event.name().equals("viewers");
                event = viewer.next();
            }
            JsonNode bye = Json.read(event.data().getBytes(UTF_8));
            assertThat(bye.get("reason").textValue()).isEqualTo("shutdown");
            assertThat(viewer.hasEnded()).isTrue();
            assertThat(viewer.isComplete()).isTrue();
            return new Farewell(heard, bye.get("reconnectAfterMs").longValue(), System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Farewell(boolean heardTheEvent, long reconnectAfterMillis, long nanos) {}
}
