package io.ovation.likes.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import io.ovation.common.http.Problem;
import java.util.regex.Pattern;

/** Answers what is not HTTP, or HTTP beyond its limits. Akka HTTP makes the instance and ends the connection. */
public final class UnreadableRequests extends ParsingErrorHandler {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** What Akka HTTP says of a method that it does not know: the method itself, or how it begins. */
    private static final Pattern METHOD =
            Pattern.compile(TOKEN + "|HTTP method too long \\(started with '" + TOKEN + "'\\).*");

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        log.debug("Unreadable request: {}", error.formatPretty());
        return Problems.response(problem(status.intValue(), error));
    }

    private static Problem problem(int status, ErrorInfo error) {
        return switch (status) {
            case 413 -> Problem.tooLarge("the body is larger than this server takes");
            case 414 -> Problem.uriTooLong("the request line is longer than this server takes");
            case 431 -> Problem.headersTooLarge("the headers are larger than this server takes");
            default -> badRequest(error);
        };
    }

    /** Akka HTTP's summary may echo what was sent, so it stays inside. How it begins tells what is wrong. */
    private static Problem badRequest(ErrorInfo error) {
        String summary = error.summary();
        if (isMethod(error) || summary.startsWith("CONNECT requests")) {
            return Problem.notImplemented("the methods are GET, HEAD, POST, DELETE and OPTIONS");
        }
        if (summary.startsWith("Unsupported Transfer-Encoding") || summary.startsWith("Multiple Transfer-Encoding")) {
            return Problem.notImplemented("Transfer-Encoding may be chunked and nothing else");
        }
        if (summary.startsWith("Illegal request-target")) {
            return Problem.malformed(
                    "the path or the query is not that of a URL: a '%' must have two hexadecimal digits"
                            + " behind it, and what is no character of RFC 3986 must be percent-encoded");
        }
        if (summary.startsWith("HTTP message must not contain more than one")) {
            return Problem.malformed("a header is there more than once that must be there once");
        }
        return Problem.malformed("this is not an HTTP request that the server understands");
    }

    /** Akka HTTP takes whatever comes before the first space for a method, line ends included. */
    private static boolean isMethod(ErrorInfo error) {
        return error.summary().startsWith("Unsupported HTTP method")
                && METHOD.matcher(error.detail()).matches();
    }
}
