package io.ovation.likes.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.stream.Materializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.async.StageFailure;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Takes in the body of a request in bounded time. The server bounds its size. */
final class JsonBody {

    private final Duration timeout;
    private final Materializer materializer;

    JsonBody(Duration timeout, Materializer materializer) {
        this.timeout = timeout;
        this.materializer = materializer;
    }

    /** @throws ProblemException 415 if the request says that its body is something else than JSON in UTF-8 */
    CompletionStage<JsonNode> read(HttpRequest request) {
        BodyHeaders.requireJson(request);
        return SameThreadStage.of(request.entity().toStrict(timeout.toMillis(), materializer))
                .exceptionally(this::explain)
                .thenApply(body -> Json.read(body.getData().toArray()));
    }

    private HttpEntity.Strict explain(Throwable failure) {
        if (StageFailure.unwrap(failure) instanceof TimeoutException) {
            throw Problem.timeout("the body must arrive within " + timeout.toSeconds() + " seconds")
                    .asException();
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }
}
