package io.ovation.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.RetryDelayStrategy;
import com.launchdarkly.eventsource.background.BackgroundEventHandler;
import com.launchdarkly.eventsource.background.BackgroundEventSource;
import io.ovation.common.http.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** LaunchDarkly's okhttp-eventsource: somebody else's reading of the standard, which comes back by itself. */
public final class ReconnectingViewer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An event as that client hands it over. */
    public record Message(String name, String lastEventId, JsonNode data) {}

    private final List<Message> messages = new ArrayList<>();
    private final BackgroundEventSource source;

    private ReconnectingViewer(URI stream) {
        EventSource.Builder builder = new EventSource.Builder(ConnectStrategy.http(stream))
                .retryDelayStrategy(RetryDelayStrategy.defaultStrategy().maxDelay(2, TimeUnit.SECONDS));
        source = new BackgroundEventSource.Builder(new Handler(), builder).build();
    }

    public static ReconnectingViewer watch(URI frontend, String topic) {
        ReconnectingViewer viewer = new ReconnectingViewer(frontend.resolve("/v1/stream?topic=" + topic));
        viewer.source.start();
        return viewer;
    }

    public void await(String name, Predicate<JsonNode> wanted) {
        Eventually.within(PATIENCE, () -> {
            if (messages().stream().noneMatch(message -> message.name().equals(name) && wanted.test(message.data()))) {
                throw new AssertionError("no such '" + name + "' among " + messages());
            }
        });
    }

    /** A snapshot that tells of so many likes, whatever the reactions. */
    public void awaitSnapshot(int likes) {
        await("snapshot", data -> sum(data.path("likes")) == likes);
    }

    public List<Message> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /** The names of all events so far. */
    public List<String> heard() {
        return messages().stream().map(Message::name).toList();
    }

    @Override
    public void close() {
        source.close();
    }

    private static int sum(JsonNode counts) {
        int sum = 0;
        for (JsonNode count : counts) {
            sum += count.asInt();
        }
        return sum;
    }

    private final class Handler implements BackgroundEventHandler {

        @Override
        public void onMessage(String name, MessageEvent event) {
            JsonNode data = Json.read(event.getData().getBytes(UTF_8));
            synchronized (messages) {
                messages.add(new Message(name, Objects.requireNonNullElse(event.getLastEventId(), ""), data));
            }
        }

        @Override
        public void onOpen() {}

        @Override
        public void onClosed() {}

        @Override
        public void onComment(String comment) {}

        @Override
        public void onError(Throwable failure) {}
    }
}
