package io.ovation.likes.http.request;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.trace.TraceParent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The headers of a request. */
public final class RequestHeaders {

    private RequestHeaders() {}

    /** @throws ProblemException 400 if it is there more than once: nobody could tell which one is meant */
    public static Optional<String> only(HttpRequest request, String name) {
        List<String> values = all(request, name);
        if (values.size() > 1) {
            throw Problem.invalid("header " + name + " is there " + values.size() + " times; once is enough")
                    .asException();
        }
        return values.stream().findFirst();
    }

    /** Where the publisher's own trace is, if it says so. */
    public static Optional<TraceParent> parent(HttpRequest request) {
        return TraceParent.of(all(request, TraceParent.HEADER));
    }

    /** In the order in which they came. */
    public static List<String> all(HttpRequest request, String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(lowerCase))
                .map(HttpHeader::value)
                .toList();
    }
}
