package io.ovation.systemtests.fault.audience;

import io.ovation.systemtests.fault.oracle.Witness;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Viewers that come back until they are told to leave. */
public final class Crowd implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "crowd");
        thread.setDaemon(true);
        return thread;
    });
    private final List<ResumingViewer> viewers = new ArrayList<>();

    public Crowd() {
        timer.scheduleAtFixedRate(this::checkSilence, 1, 1, TimeUnit.SECONDS);
    }

    HttpClient http() {
        return http;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** One more viewer, who turns to {@code frontends[first]} first; they are those of the data centre. */
    public synchronized void add(String name, String dataCentre, List<URI> frontends, int first, Set<String> topics) {
        String query = topics.stream().map(topic -> "topic=" + topic).collect(Collectors.joining("&"));
        List<URI> streams = frontends.stream()
                .map(frontend -> frontend.resolve("/v1/stream?" + query))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.rotate(streams, -first);
        ResumingViewer viewer = new ResumingViewer(new Witness(name, dataCentre, topics), streams, this);
        viewers.add(viewer);
        viewer.connect();
    }

    public synchronized List<Witness> witnesses() {
        return viewers.stream().map(ResumingViewer::witness).toList();
    }

    public synchronized long open() {
        return viewers.stream().filter(ResumingViewer::isOpen).count();
    }

    private synchronized void checkSilence() {
        viewers.forEach(ResumingViewer::checkSilence);
    }

    @Override
    public synchronized void close() {
        viewers.forEach(ResumingViewer::close);
        timer.shutdownNow();
    }
}
