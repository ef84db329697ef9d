package io.ovation.likes.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.ovation.common.http.AllowedOrigins;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Lets pages of other origins use the API: the CORS protocol of the WHATWG Fetch standard.
 */
final class CrossOrigin {

    private static final HttpHeader EXPOSED = RawHeader.create("Access-Control-Expose-Headers", "Retry-After");

    private final AllowedOrigins allowed;

    CrossOrigin(AllowedOrigins allowed) {
        this.allowed = allowed;
    }

    /** On every response. */
    List<HttpHeader> headers(HttpRequest request) {
        List<String> origins = StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is("origin"))
                .map(HttpHeader::value)
                .toList();
        List<HttpHeader> headers = new ArrayList<>(List.of(EXPOSED));
        allowed.headers(origins).forEach((name, value) -> headers.add(RawHeader.create(name, value)));
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
