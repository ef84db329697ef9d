package io.ovation.likes.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets pages of other origins use the API: the CORS protocol of the WHATWG Fetch standard. No cookie is looked at, so a
 * foreign page can do nothing that its visitor's machine could not do without it.
 */
final class CrossOrigin {

    private final List<HttpHeader> headers;

    CrossOrigin(String allowOrigin) {
        this.headers = List.of(
                RawHeader.create("Access-Control-Allow-Origin", allowOrigin),
                RawHeader.create("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate"));
    }

    /** On every response. */
    List<HttpHeader> headers() {
        return headers;
    }

    /** Answers a browser that asks before it sends a request, and whoever wants to know the methods of a path. */
    HttpResponse options(HttpMethod... methods) {
        List<HttpMethod> allowed = Stream.concat(Stream.of(methods), Stream.of(HttpMethods.OPTIONS))
                .toList();
        String names = Stream.of(methods).map(HttpMethod::value).collect(Collectors.joining(", "));
        return HttpResponse.create()
                .withStatus(StatusCodes.NO_CONTENT)
                .addHeader(AllowedMethods.of(allowed).header())
                .addHeader(RawHeader.create("Access-Control-Allow-Methods", names))
                .addHeader(RawHeader.create(
                        "Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key"))
                .addHeader(RawHeader.create("Access-Control-Max-Age", "3600"));
    }
}
