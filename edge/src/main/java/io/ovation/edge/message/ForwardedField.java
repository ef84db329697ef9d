package io.ovation.edge.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the header {@code Forwarded}, in which each proxy on the way of a request says who asked it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, section 4</a>
 */
public final class ForwardedField {

    private static final String FOR = "for";

    /** A name, and a value that may be quoted. */
    private static final Pattern PAIR =
            Pattern.compile("(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:(?<token>[!#$%&'*+.^_`|~0-9A-Za-z-]+)"
                    + "|\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\")\\s*");

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private ForwardedField() {}

    /**
     * @param lines of the request, in the order in which they came
     * @return what each proxy says, the nearest last; nothing for one that does not say it. Of a line that cannot be read
     *     as a whole there is what is right of that, with nothing before it: a client may have begun what a proxy went on
     *     with
     */
    public static List<Optional<String>> clients(List<String> lines) {
        List<Optional<String>> clients = new ArrayList<>();
        lines.forEach(line -> clients.addAll(clientsOf(line)));
        return clients;
    }

    private static List<Optional<String>> clientsOf(String line) {
        List<Optional<String>> clients = new ArrayList<>();
        Element element = new Element();
        Matcher pair = PAIR.matcher(line);
        int at = 0;
        while (at < line.length()) {
            char next = line.charAt(at);
            if (next == ',') {
                element.endIn(clients);
                element = new Element();
                at++;
            } else if (next == ';' || next == ' ' || next == '\t') {
                at++;
            } else if (pair.region(at, line.length()).lookingAt() && isEnd(line, pair.end()) && element.add(pair)) {
                at = pair.end();
            } else {
                // Who wrote this said something, and nobody knows what.
                clients.clear();
                clients.add(Optional.empty());
                element = new Element();
                at = nextElement(line, at);
            }
        }
        element.endIn(clients);
        return clients;
    }

    private static int nextElement(String line, int at) {
        int comma = line.indexOf(',', at);
        return comma < 0 ? line.length() : comma;
    }

    /** Of a pair. */
    private static boolean isEnd(String line, int at) {
        return at == line.length() || line.charAt(at) == ';' || line.charAt(at) == ',';
    }

    /** What one proxy says. */
    private static final class Element {

        private final Set<String> names = new HashSet<>();
        private Optional<String> client = Optional.empty();

        /** @return whether its name has not been there */
        boolean add(Matcher pair) {
            String name = pair.group("name").toLowerCase(Locale.ROOT);
            if (name.equals(FOR)) {
                client = Optional.of(value(pair));
            }
            return names.add(name);
        }

        private static String value(Matcher pair) {
            String quoted = pair.group("quoted");
            return quoted == null
                    ? pair.group("token")
                    : ESCAPED.matcher(quoted).replaceAll("$1");
        }

        /** An empty member of a list is none. */
        void endIn(List<Optional<String>> clients) {
            if (!names.isEmpty()) {
                clients.add(client);
            }
        }
    }
}
