package io.ovation.systemtests.fault.audience;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Asks one backend until that fails, then the next. Used by one thread, but for {@link #stop}. */
final class BackendClient {

    static final int ACCEPTED = 202;
    static final int NOT_FOUND = 404;

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_WITHIN)
            .build();

    private final List<URI> backends;
    private final Duration lastWithin;
    private volatile boolean stopping;
    private volatile long stopAtNanos;
    private int next;

    /** @param lastWithin what is in hand gets once it is to stop */
    BackendClient(List<URI> backends, Duration lastWithin) {
        this.backends = List.copyOf(backends);
        this.lastWithin = lastWithin;
    }

    void stop() {
        stopAtNanos = System.nanoTime();
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Whether what is in hand may be sent once more. */
    boolean mayRepeat() {
        return !Thread.currentThread().isInterrupted()
                && (!stopping || System.nanoTime() - stopAtNanos < lastWithin.toNanos());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(backends.get(next % backends.size()).resolve(path))
                .header("Content-Type", "application/json")
                .timeout(ANSWER_WITHIN);
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Turns to the next backend, after a pause. */
    void turn(Duration pause) {
        next++;
        LockSupport.parkNanos(pause.toNanos());
    }
}
