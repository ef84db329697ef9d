package io.ovation.likes.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import io.ovation.common.http.Problem;

/** Answers what is not HTTP, or HTTP beyond its limits. Akka HTTP makes the instance and ends the connection. */
public final class UnreadableRequests extends ParsingErrorHandler {

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        log.debug("Unreadable request: {}", error.formatPretty());
        return Problems.response(problem(status.intValue(), error.summary()));
    }

    /** Akka HTTP's summary may echo what was sent, so it stays inside. How it begins tells what is wrong. */
    private static Problem problem(int status, String summary) {
        return switch (status) {
            case 413 -> Problem.tooLarge("the body is larger than this server takes");
            case 414 -> Problem.uriTooLong("the request line is longer than this server takes");
            case 431 -> Problem.headersTooLarge("the headers are larger than this server takes");
            default -> badRequest(summary);
        };
    }

    private static Problem badRequest(String summary) {
        if (summary.startsWith("Illegal request-target")) {
            return Problem.malformed(
                    "the path or the query is not that of a URL: a '%' must have two hexadecimal digits"
                            + " behind it, and what is no character of RFC 3986 must be percent-encoded");
        }
        return Problem.malformed("this is not an HTTP request that the server understands");
    }
}
