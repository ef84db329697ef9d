package io.ovation.common.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sites whose pages a browser lets read answers. To pages of any site it grants that without the cookies and other
 * credentials of whoever looks at them; to those of named sites with them.
 *
 * @param named as browsers write them; empty for any site
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">WHATWG Fetch, CORS protocol</a>
 */
public record AllowedOrigins(Set<String> named) {

    /** What is right, to follow "must be". */
    public static final String RIGHT =
            "*, or origins as browsers write them, such as https://live.example.com, separated" + " by commas";

    public static final AllowedOrigins ANY = new AllowedOrigins(Set.of());

    private static final String ANY_ORIGIN = "*";
    private static final Map<String, String> TO_ANY = Map.of("access-control-allow-origin", ANY_ORIGIN);

    /** A cache must not give to one site what was answered to another. */
    private static final Map<String, String> TO_OTHERS = Map.of("vary", "Origin");

    /** A scheme, a host in lower case and a port other than the scheme's own. */
    private static final Pattern ORIGIN = Pattern.compile(
            "(?<scheme>[a-z][a-z0-9+.-]*)://(?:[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])(?::(?<port>[1-9]\\d{0,4}))?");

    private static final Map<String, String> OWN_PORTS = Map.of("http", "80", "https", "443");

    public AllowedOrigins {
        named = Set.copyOf(named);
    }

    /** @throws IllegalArgumentException with a message that names the key and what would be right */
    public static AllowedOrigins parse(String key, String value) {
        if (!isRight(value)) {
            throw new IllegalArgumentException(key + " must be " + RIGHT + ", not '" + value + "'");
        }
        return isAny(value) ? ANY : new AllowedOrigins(new LinkedHashSet<>(items(value)));
    }

    public static boolean isRight(String value) {
        return isAny(value) || (!items(value).isEmpty() && items(value).stream().allMatch(AllowedOrigins::isOrigin));
    }

    /**
     * What an answer has to say to the browser that asked.
     *
     * @param origins the values of the request's {@code Origin}: none unless a page of another site asks
     */
    public Map<String, String> headers(Collection<String> origins) {
        if (named.isEmpty()) {
            return TO_ANY;
        }
        if (origins.size() != 1 || !named.containsAll(origins)) {
            return TO_OTHERS;
        }
        return Map.of(
                "access-control-allow-origin",
                origins.iterator().next(),
                "access-control-allow-credentials",
                "true",
                "vary",
                "Origin");
    }

    /** As in a file of settings. */
    @Override
    public String toString() {
        return named.isEmpty() ? ANY_ORIGIN : named.stream().sorted().collect(Collectors.joining(","));
    }

    private static boolean isAny(String value) {
        return value.strip().equals(ANY_ORIGIN);
    }

    private static List<String> items(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static boolean isOrigin(String item) {
        Matcher origin = ORIGIN.matcher(item);
        return origin.matches()
                && (origin.group("port") == null
                        || (Integer.parseInt(origin.group("port")) <= 65_535
                                && !origin.group("port").equals(OWN_PORTS.get(origin.group("scheme")))));
    }
}
