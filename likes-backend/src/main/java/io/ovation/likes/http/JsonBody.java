package io.ovation.likes.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaType;
import akka.stream.Materializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Takes in the body of a request, of bounded size and in bounded time. */
final class JsonBody {

    private final int maxBytes;
    private final Duration timeout;
    private final Materializer materializer;

    JsonBody(int maxBytes, Duration timeout, Materializer materializer) {
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.materializer = materializer;
    }

    /** @throws ProblemException 415 if the request does not say that its body is JSON */
    CompletionStage<JsonNode> read(HttpRequest request) {
        MediaType type = request.entity().getContentType().mediaType();
        if (!type.isApplication() || !type.subType().equals("json")) {
            throw Problem.unsupportedMediaType("Content-Type must be application/json")
                    .asException();
        }
        return SameThreadStage.of(request.entity().withSizeLimit(maxBytes).toStrict(timeout.toMillis(), materializer))
                .exceptionally(this::explain)
                .thenApply(body -> Json.read(body.getData().toArray()));
    }

    private HttpEntity.Strict explain(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            throw Problem.timeout("the body must arrive within " + timeout.toSeconds() + " seconds")
                    .asException();
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }
}
