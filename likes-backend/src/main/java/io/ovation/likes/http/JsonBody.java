package io.ovation.likes.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.http.ProblemException;

/** The body of a request, which the port has taken in whole. */
final class JsonBody {

    private JsonBody() {}

    /** @throws ProblemException if it is not JSON, or the request does not say that it is, in UTF-8 */
    static JsonNode read(HttpRequest request) {
        BodyHeaders.requireJson(request);
        HttpEntity.Strict body = (HttpEntity.Strict) request.entity();
        return Json.read(body.getData().toArrayUnsafe());
    }
}
