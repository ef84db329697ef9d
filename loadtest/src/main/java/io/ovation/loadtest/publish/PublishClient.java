package io.ovation.loadtest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.http.Json;
import io.ovation.loadtest.access.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Posts to the publisher API over kept-alive connections. Does not bound what is in flight: its callers do. */
public final class PublishClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_QUOTED_CHARS = 300;

    private final URI base;
    private final Optional<String> authorization;
    private final ExecutorService executor;
    private final HttpClient client;

    public PublishClient(URI base, Access access) {
        this.base = base;
        this.authorization = access.tokens().publisher();
        executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "ovation-publisher");
            thread.setDaemon(true);
            return thread;
        });
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .executor(executor);
        access.trust().secure(builder, base);
        client = builder.build();
    }

    /**
     * @param body what becomes an object or an array
     * @return completes when the server has accepted it; else fails with an {@link IOException}
     */
    public CompletableFuture<Void> post(String path, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8))
                .thenCompose(PublishClient::requireAccepted);
    }

    /** Requests under way are given a moment to end. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Void> requireAccepted(HttpResponse<String> response) {
        if (response.statusCode() == 202) {
            return CompletableFuture.completedFuture(null);
        }
        String body = response.body();
        return CompletableFuture.failedFuture(new IOException("the server answered with status " + response.statusCode()
                + ": " + body.substring(0, Math.min(MAX_QUOTED_CHARS, body.length()))));
    }
}
