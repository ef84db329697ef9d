package io.ovation.access.key;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Keys that an issuer serves. Redirects are not followed: whoever serves them must be whom the settings name. */
final class KeyUrl implements KeySource {

    private static final int OK = 200;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration timeout;

    KeyUrl(URI url, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        this.request = HttpRequest.newBuilder(url)
                .header("Accept", "application/jwk-set+json, application/json")
                .timeout(timeout)
                .build();
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<byte[]> read() {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> new LimitedBody(MOST_BYTES));
        return exchange.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).thenCompose(KeyUrl::body);
    }

    private static CompletionStage<byte[]> body(HttpResponse<byte[]> response) {
        return response.statusCode() == OK
                ? CompletableFuture.completedStage(response.body())
                : CompletableFuture.failedStage(new IOException("the answer is " + response.statusCode()));
    }
}
