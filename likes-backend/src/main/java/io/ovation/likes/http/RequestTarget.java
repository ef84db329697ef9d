package io.ovation.likes.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawRequestURI;
import io.ovation.common.http.PercentEncoding;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.util.Set;

/**
 * The target of a request as it came. Akka HTTP decodes it leniently, takes dot segments out, and looks at the query only
 * when somebody asks for it: after that nobody can tell what was sent.
 */
final class RequestTarget {

    private static final Set<String> DOT_SEGMENTS = Set.of(".", "..");

    private RequestTarget() {}

    /** @throws ProblemException 400 if it is not properly percent-encoded, or has dot segments */
    static void requireReadable(HttpRequest request) {
        request.getHeader(RawRequestURI.class).ifPresent(target -> requireReadable(target.uri()));
    }

    /** Whether it is {@code *}, which stands for all paths: RFC 9112, section 3.2.4. */
    static boolean isAsterisk(HttpRequest request) {
        return request.getHeader(RawRequestURI.class)
                .filter(target -> target.uri().equals("*"))
                .isPresent();
    }

    private static void requireReadable(String target) {
        PercentEncoding.decode(target);
        for (String segment : path(target).split("/", -1)) {
            if (DOT_SEGMENTS.contains(PercentEncoding.decode(segment))) {
                throw Problem.invalid("the path must not have '.' or '..' between its slashes: no id is called so")
                        .asException();
            }
        }
    }

    /** With the authority before it, if the target has the absolute form. */
    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
