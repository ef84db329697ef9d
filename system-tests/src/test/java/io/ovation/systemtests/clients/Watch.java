package io.ovation.systemtests.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.systemtests.harness.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that a client has shown of a stream so far. */
final class Watch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Integer> statuses = new ArrayList<>();
    private final List<SseEvent> events = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private int ends;
    private @Nullable Runnable stop;

    private Watch() {}

    /** @param start starts a client that tells what it sees, and returns what stops it */
    static Watch of(Function<Watch, Runnable> start) {
        Watch watch = new Watch();
        watch.stop = start.apply(watch);
        return watch;
    }

    synchronized void onStatus(int status) {
        statuses.add(status);
    }

    synchronized void onEvent(SseEvent event) {
        events.add(event);
    }

    /** The stream was complete. */
    synchronized void onEnd() {
        ends++;
    }

    /** What the client says of its troubles. */
    synchronized void onComplaint(String complaint) {
        complaints.add(complaint);
    }

    /** The client has been told how things stand, and counts as a viewer of its topic, the only one. */
    void awaitStart() {
        awaitStatus(200);
        await(
                "a count of one viewer",
                () -> shows("snapshot", data -> data.path("viewers").asInt() == 1)
                        || shows("viewers", data -> data.path("count").asInt() == 1));
    }

    SseEvent awaitComment(String text) {
        await("the comment '" + text + "'", () -> shows("comment", ofText(text)));
        return received("comment", ofText(text)).get(0);
    }

    void awaitEvent(String name) {
        await(name, () -> shows(name, data -> true));
    }

    void awaitStatus(int status) {
        await("status " + status, () -> statuses.contains(status));
    }

    void awaitEnd() {
        await("a proper end", () -> ends > 0);
    }

    /** The texts of all comments that came one by one. */
    synchronized List<String> comments() {
        return received("comment", data -> true).stream()
                .map(event -> data(event).path("text").asText())
                .toList();
    }

    synchronized List<SseEvent> received(String name, Predicate<JsonNode> wanted) {
        return events.stream()
                .filter(event -> event.name().equals(name) && wanted.test(data(event)))
                .toList();
    }

    private boolean shows(String name, Predicate<JsonNode> wanted) {
        return !received(name, wanted).isEmpty();
    }

    private void await(String what, Condition condition) {
        Eventually.within(PATIENCE, () -> {
            synchronized (this) {
                if (!condition.holds()) {
                    throw new AssertionError("the client does not show " + what + ", but " + this);
                }
            }
        });
    }

    @Override
    public synchronized String toString() {
        return "statuses " + statuses + ", events " + events + ", " + ends + " ends, and says " + complaints;
    }

    @Override
    public void close() {
        if (stop != null) {
            stop.run();
        }
    }

    private static Predicate<JsonNode> ofText(String text) {
        return data -> data.path("text").asText().equals(text);
    }

    private static JsonNode data(SseEvent event) {
        return Json.read(event.data().getBytes(UTF_8));
    }

    private interface Condition {
        boolean holds();
    }
}
