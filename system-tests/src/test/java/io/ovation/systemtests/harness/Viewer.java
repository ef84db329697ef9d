package io.ovation.systemtests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One stream, and everything that came on it. */
public final class Viewer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An event and, on this JVM's clock, when it came. */
    public record Received(String id, String name, JsonNode data, long atNanos) {

        /** How many {@code reaction}s in all, as this event tells. */
        public long total(String reaction) {
            return data.path("total").path(reaction).asLong();
        }
    }

    private final List<Received> received = new ArrayList<>();
    private final SseParser parser = new SseParser(this::onEvent);
    private final CompletableFuture<HttpResponse<Void>> exchange;
    private int next;

    private Viewer(HttpRequest request) {
        exchange = HTTP.sendAsync(
                request,
                BodyHandlers.ofByteArrayConsumer(bytes -> bytes.ifPresent(some -> parser.feed(some, 0, some.length))));
    }

    /** Watches {@code topics}, and has got the snapshot of each. */
    public static Viewer watch(URI frontend, String... topics) {
        return watch(frontend, List.of(topics), "snapshot");
    }

    /** The same for somebody who presents this token. */
    public static Viewer watchAs(String token, URI frontend, String topic) {
        Viewer viewer = new Viewer(HttpRequest.newBuilder(frontend.resolve("/v1/stream?topic=" + topic))
                .header("Authorization", "Bearer " + token)
                .build());
        viewer.await("snapshot");
        return viewer;
    }

    /** Goes on where an earlier stream of the topic broke off, and has been brought up to date. */
    public static Viewer resume(URI frontend, String topic, String lastEventId) {
        Viewer viewer = new Viewer(HttpRequest.newBuilder(frontend.resolve("/v1/stream?topic=" + topic))
                .header("Last-Event-ID", lastEventId)
                .build());
        viewer.await("open");
        viewer.await("snapshot");
        return viewer;
    }

    /** Watches the presence of {@code members}, and has been told how each stands. */
    public static Viewer watchMembers(URI frontend, List<String> members) {
        return watch(
                frontend, members.stream().map(member -> "presence:" + member).toList(), "presence");
    }

    private static Viewer watch(URI frontend, List<String> topics, String firstEvent) {
        String query = topics.stream().map(topic -> "topic=" + topic).collect(Collectors.joining("&"));
        Viewer viewer = new Viewer(
                HttpRequest.newBuilder(frontend.resolve("/v1/stream?" + query)).build());
        viewer.await("open");
        for (int topic = 0; topic < topics.size(); topic++) {
            viewer.await(firstEvent);
        }
        return viewer;
    }

    /** The next event of that name; what came before it is passed over. */
    public Received await(String name) {
        return await(name, data -> true);
    }

    /** The next such event; what came before it is passed over. */
    public Received await(String name, Predicate<JsonNode> wanted) {
        int from = position();
        Eventually.within(PATIENCE, () -> {
            boolean ended = hasEnded();
            if (!skipTo(name, wanted)) {
                String missing = "no such '" + name + "' among " + since(from);
                if (ended) {
                    throw new IllegalStateException("the stream has ended: " + missing);
                }
                throw new AssertionError(missing);
            }
        });
        return since(position() - 1).get(0);
    }

    /** Everything of that name so far. */
    public synchronized List<Received> received(String name) {
        return received.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** What the server calls this stream. */
    public String connection() {
        return received("open").get(0).data().path("connection").asText();
    }

    public boolean hasEnded() {
        return exchange.isDone();
    }

    @Override
    public void close() {
        exchange.cancel(true);
    }

    private synchronized int position() {
        return next;
    }

    private synchronized boolean skipTo(String name, Predicate<JsonNode> wanted) {
        while (next < received.size()) {
            Received event = received.get(next++);
            if (event.name().equals(name) && wanted.test(event.data())) {
                return true;
            }
        }
        return false;
    }

    private synchronized List<Received> since(int position) {
        return List.copyOf(received.subList(position, received.size()));
    }

    private synchronized void onEvent(SseEvent event) {
        JsonNode data = Json.read(event.data().getBytes(StandardCharsets.UTF_8));
        received.add(new Received(event.id(), event.name(), data, System.nanoTime()));
    }
}
