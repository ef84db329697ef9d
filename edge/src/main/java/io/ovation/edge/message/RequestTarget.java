package io.ovation.edge.message;

import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request asks for.
 *
 * @param path decoded
 * @param parameters of the query by their names, decoded, in the order in which they came
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, section 3.2</a>
 * @see <a href="https://url.spec.whatwg.org/#concept-urlencoded-parser">WHATWG URL, urlencoded parsing</a>
 */
public record RequestTarget(String path, Map<String, List<String>> parameters) {

    private static final String PLAIN = "http://";
    private static final String SECURE = "https://";

    /**
     * Reads a target in origin-form ({@code /path?query}) or in absolute-form, in which a client sends it to a proxy
     * and which every server must understand. Of the latter's host nothing depends.
     *
     * @throws ProblemException if it is neither
     */
    public static RequestTarget parse(String target) {
        if (target.indexOf('#') >= 0) {
            throw malformed("a request's target has no fragment: encode '#' as %23");
        }
        String rest = target.startsWith("/") ? target : behindAuthority(target);
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        return new RequestTarget(
                path.isEmpty() ? "/" : PercentDecoder.path(path),
                mark < 0 ? Map.of() : parametersOf(rest.substring(mark + 1)));
    }

    /** Whether the path has a segment that clients and servers may take out, together with the one before it. */
    public boolean hasDotSegments() {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is in absolute-form, and is to be asked for over TLS alone. */
    public static boolean isSecure(String target) {
        return hasScheme(target, SECURE);
    }

    private static String behindAuthority(String target) {
        if (!hasScheme(target, PLAIN) && !isSecure(target)) {
            throw malformed("a request's target begins with '/', 'http://' or 'https://'");
        }
        int begin = (isSecure(target) ? SECURE : PLAIN).length();
        int end = begin;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        if (!HostField.isValidInUri(target.substring(begin, end))) {
            throw malformed("the request's target has no valid host");
        }
        return target.substring(end);
    }

    private static boolean hasScheme(String target, String scheme) {
        return target.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static Map<String, List<String>> parametersOf(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int begin = 0;
        while (begin < query.length()) {
            int ampersand = query.indexOf('&', begin);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (end > begin) {
                add(query.substring(begin, end), parameters);
            }
            begin = end + 1;
        }
        return parameters;
    }

    private static void add(String parameter, Map<String, List<String>> parameters) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        parameters
                .computeIfAbsent(PercentDecoder.query(name), any -> new ArrayList<>(1))
                .add(PercentDecoder.query(value));
    }

    private static ProblemException malformed(String detail) {
        return Problem.malformed(detail).asException();
    }
}
