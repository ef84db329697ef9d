package io.ovation.likes.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers {@code OPTIONS} of a path: a browser that asks before it sends a request for another site's page, by the CORS
 * protocol of the WHATWG Fetch standard, and whoever wants to know the methods.
 */
final class PathOptions {

    /** The last two are what pages that trace themselves send: a browser sends the whole request or nothing. */
    static final String ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, traceparent, tracestate";

    private PathOptions() {}

    static HttpResponse of(HttpMethod... methods) {
        List<HttpMethod> allowed = Stream.concat(Stream.of(methods), Stream.of(HttpMethods.OPTIONS))
                .toList();
        String names = Stream.of(methods).map(HttpMethod::value).collect(Collectors.joining(", "));
        return HttpResponse.create()
                .withStatus(StatusCodes.NO_CONTENT)
                .addHeader(AllowedMethods.of(allowed).header())
                .addHeader(RawHeader.create("Access-Control-Allow-Methods", names))
                .addHeader(RawHeader.create("Access-Control-Allow-Headers", ALLOWED_HEADERS))
                .addHeader(RawHeader.create("Access-Control-Max-Age", "3600"));
    }
}
