package io.ovation.loadtest.presence;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Access;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Streams that watch every member of a run, each of them by one stream. All is read on one thread. */
final class WatchedMembers implements AutoCloseable {

    private final PresenceRunSettings settings;
    private final String prefix;
    private final Access access;
    private final ChangeTally online;
    private final ChangeTally offline;
    private final CountDownLatch joining;
    private final boolean[] joined;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "ovation-watchers");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client;

    /** @param prefix what the names of the run's members begin with; a number follows */
    WatchedMembers(
            PresenceRunSettings settings, String prefix, Access access, ChangeTally online, ChangeTally offline) {
        this.settings = settings;
        this.prefix = prefix;
        this.access = access;
        this.online = online;
        this.offline = offline;
        this.joining = new CountDownLatch(settings.members());
        this.joined = new boolean[settings.members()];
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(reader);
        settings.viewerUrls().forEach(frontend -> access.trust().secure(builder, frontend));
        this.client = builder.build();
    }

    void connect() {
        for (int stream = 0; stream < settings.streams(); stream++) {
            URI frontend =
                    settings.viewerUrls().get(stream % settings.viewerUrls().size());
            SseParser parser = new SseParser(this::onEvent);
            HttpRequest.Builder request = HttpRequest.newBuilder(frontend.resolve("/v1/stream?" + topics(stream)));
            access.tokens().viewer("watcher-" + stream).ifPresent(value -> request.header("Authorization", value));
            client.sendAsync(
                    request.build(),
                    HttpResponse.BodyHandlers.ofByteArrayConsumer(
                            bytes -> bytes.ifPresent(part -> parser.feed(part, 0, part.length))));
        }
    }

    /** Opened once the first status of each member has been told. */
    CountDownLatch joining() {
        return joining;
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    private String topics(int stream) {
        int from = stream * PresenceRunSettings.MEMBERS_PER_STREAM;
        int to = Math.min(settings.members(), from + PresenceRunSettings.MEMBERS_PER_STREAM);
        return IntStream.range(from, to)
                .mapToObj(member -> "topic=" + Topic.presence(prefix + member))
                .collect(Collectors.joining("&"));
    }

    private void onEvent(SseEvent event) {
        if (!event.name().equals("presence")) {
            return;
        }
        long now = System.nanoTime();
        JsonNode data = Json.read(event.data().getBytes(StandardCharsets.UTF_8));
        String name = data.path("topic").asText().substring("presence:".length() + prefix.length());
        int member = Integer.parseInt(name);
        String status = data.path("status").asText();
        if (status.equals("unknown")) {
            return;
        }
        if (!joined[member]) {
            joined[member] = true;
            joining.countDown();
        } else if (status.equals("online")) {
            online.came(member, now);
        } else {
            offline.came(member, now);
        }
    }
}
