package io.ovation.loadtest.broadcast;

import io.ovation.common.http.Json;
import io.ovation.common.http.ProblemException;
import io.ovation.common.trace.TraceId;
import io.ovation.loadtest.access.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Tells one frontend when viewers got traced comments, for all viewers that it has here: they are of one clock. */
final class ReceiptSender implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int BATCH = 100;
    private static final int MOST_WAITING = 50_000;

    private record Receipt(String trace, String event, double at) {}

    private final URI url;
    private final Optional<String> authorization;
    private final HttpClient client;
    private final BlockingQueue<Receipt> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong notSent = new AtomicLong();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ovation-receipts");
        thread.setDaemon(true);
        return thread;
    });
    private double offsetMillis;
    private double errorMillis = Double.POSITIVE_INFINITY;

    ReceiptSender(URI frontend, Access access) {
        this.url = frontend.resolve("/v1/receipts");
        this.authorization = access.tokens().viewer("receipts");
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
        access.trust().secure(builder, frontend);
        this.client = builder.build();
        // Without jitter, since there is one for all viewers.
        executor.scheduleWithFixedDelay(this::send, 0, 1, TimeUnit.SECONDS);
    }

    /** May be called from any thread. */
    void received(long trace, Instant at) {
        if (!waiting.offer(new Receipt(TraceId.toText(trace), "comment", millis(at)))) {
            notSent.incrementAndGet();
        }
    }

    /** Receipts that the server has answered. */
    long sent() {
        return sent.get();
    }

    /** Those that it has not, or for which there was no room here. */
    long notSent() {
        return notSent.get();
    }

    /** Sends what waits. */
    @Override
    public void close() {
        executor.execute(this::send);
        executor.shutdown();
        try {
            executor.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        List<Receipt> batch = new ArrayList<>();
        try {
            if (Double.isInfinite(errorMillis)) {
                exchange(Map.of());
            }
            while (waiting.drainTo(batch, BATCH) > 0) {
                exchange(Map.of("offsetMs", offsetMillis, "errorMs", errorMillis, "receipts", batch));
                sent.addAndGet(batch.size());
                batch.clear();
            }
        } catch (IOException | ProblemException e) {
            notSent.addAndGet(batch.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is learnt of the server's clock is the best of the run: on one machine it is the same one, and does not drift. */
    private void exchange(Map<String, Object> body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
        authorization.ifPresent(value -> request.header("Authorization", value));
        double begin = millis(Instant.now());
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        double end = millis(Instant.now());
        if (answer.statusCode() != 200) {
            throw new IOException("the server answered with status " + answer.statusCode());
        }
        double error = (end - begin) / 2;
        if (error < errorMillis) {
            errorMillis = error;
            offsetMillis = Json.read(answer.body()).path("now").doubleValue() - begin - error;
        }
    }

    private static double millis(Instant at) {
        return TimeUnit.SECONDS.toMillis(at.getEpochSecond()) + at.getNano() / 1e6;
    }
}
