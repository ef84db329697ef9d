package io.ovation.systemtests.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A library of another language, in a script that prints what it sees as lines of JSON. */
record ScriptClient(List<String> command) implements StreamClient {

    @Override
    public Watch watch(URI stream, Optional<String> lastEventId) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(stream.toString());
        lastEventId.ifPresent(arguments::add);
        return Watch.of(watch -> {
            Program program = Program.start(arguments, line -> onLine(watch, line), exit -> {});
            return program::stop;
        });
    }

    static void onLine(Watch watch, String line) {
        if (!line.startsWith("{")) {
            watch.onComplaint(line);
            return;
        }
        JsonNode shown = Json.read(line.getBytes(UTF_8));
        if (shown.has("status")) {
            watch.onStatus(shown.path("status").asInt());
        } else if (shown.has("event")) {
            watch.onEvent(new SseEvent(
                    shown.path("id").asText(),
                    shown.path("event").asText(),
                    shown.path("data").asText()));
        } else {
            watch.onEnd();
        }
    }
}
