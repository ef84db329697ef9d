package io.ovation.likes.store;

import io.ovation.common.settings.Require;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where totals and logs are kept.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param user empty if the URL names it, or the database asks for none
 * @param readers how many reads run at once; commits have a connection and a thread of their own
 * @param waitingReads how many reads may run or wait for a reader; more are refused
 * @param timeout how long to wait for a connection, or for PostgreSQL to answer
 */
public record StoreSettings(String url, String user, String password, int readers, int waitingReads, Duration timeout) {

    /** What the URL must be. */
    public static final String RIGHT =
            "jdbc:postgresql://host[:port]/database, or jdbc:h2:file:/path for a file that serves one backend";

    private static final String KEY = "ovation.likes.store.";
    private static final String H2 = "jdbc:h2:";
    private static final Pattern REMOTE_H2 = Pattern.compile("jdbc:h2:(tcp|ssl):", Pattern.CASE_INSENSITIVE);
    /** In memory, or with a path that says where it begins: H2 takes no other. */
    private static final Pattern H2_URL =
            Pattern.compile("jdbc:h2:(?:[a-z0-9-]+:)*?(?:mem:|[/\\\\~.]|[A-Za-z]:[/\\\\])");

    private static final Pattern H2_FILE = Pattern.compile("jdbc:h2:(?:file:)?(?<path>[/~.][^;]*)");

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** What PostgreSQL's driver makes sense of. It has no place for a user before the host. */
    private static final Pattern POSTGRESQL_URL =
            Pattern.compile("jdbc:postgresql:(?://(?<hosts>[^/?@\\s]*)(?:/[^?\\s]*)?|(?!//)[^?\\s]*)(?:\\?\\S*)?");

    private static final Pattern HOST = Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]*)(?::(?<port>\\d{1,5}))?");
    private static final int MOST_PORT = 65_535;
    private static final Pattern NAMES_USER = Pattern.compile("[?&;]user=", Pattern.CASE_INSENSITIVE);

    public StoreSettings {
        String wrong = whatIsWrongWith(url);
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
        if (user.isEmpty() && !password.isEmpty()) {
            throw new IllegalArgumentException(
                    KEY + "password needs " + KEY + "user beside it: a URL that names the user names both");
        }
        if (!user.isEmpty() && NAMES_USER.matcher(url).find()) {
            throw new IllegalArgumentException(
                    KEY + "url names a user, and " + KEY + "user does, too: leave one of them out");
        }
        Require.between(KEY + "readers", readers, 1, 1_000);
        Require.positive(KEY + "waiting-reads", waitingReads);
        // HikariCP takes no less.
        if (timeout.compareTo(Duration.ofMillis(250)) < 0) {
            throw new IllegalArgumentException(KEY + "timeout must be at least 250 ms, not " + timeout);
        }
    }

    /** Whether there may be a store under this URL. */
    public static boolean isRight(String url) {
        return whatIsWrongWith(url) == null;
    }

    /** Without the URL, which may hold a password. */
    private static @Nullable String whatIsWrongWith(String url) {
        if (url.startsWith(H2)) {
            return whatIsWrongWithH2(url);
        }
        if (!url.startsWith(POSTGRESQL)) {
            return KEY + "url must start with " + H2 + " or " + POSTGRESQL;
        }
        return isOfPostgreSql(url)
                ? null
                : KEY + "url must be " + POSTGRESQL + "//host[:port]/database, with no user before the host";
    }

    private static @Nullable String whatIsWrongWithH2(String url) {
        if (REMOTE_H2.matcher(url).lookingAt()) {
            return KEY
                    + "url must not name an H2 server: H2 is for a file that serves one backend, PostgreSQL for several";
        }
        return H2_URL.matcher(url).lookingAt()
                ? null
                : KEY + "url must be " + H2 + "file: and a path that begins with /, ~/ or ./";
    }

    private static boolean isOfPostgreSql(String url) {
        Matcher parts = POSTGRESQL_URL.matcher(url);
        if (!parts.matches()) {
            return false;
        }
        String hosts = parts.group("hosts");
        return hosts == null || Arrays.stream(hosts.split(",", -1)).allMatch(StoreSettings::isHostAndPort);
    }

    private static boolean isHostAndPort(String text) {
        Matcher parts = HOST.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        int port = parts.group("port") == null ? MOST_PORT : Integer.parseInt(parts.group("port"));
        return port > 0 && port <= MOST_PORT;
    }

    /** Whether it is on H2 rather than on PostgreSQL. */
    public boolean isEmbedded() {
        return url.startsWith(H2);
    }

    /** The file of an embedded store, without the ending that H2 gives it; nothing if it is in no file, or in several. */
    public Optional<Path> file() {
        Matcher parts = H2_FILE.matcher(url);
        return parts.lookingAt()
                ? Optional.of(Path.of(parts.group("path").replaceFirst("^~", System.getProperty("user.home"))))
                : Optional.empty();
    }

    /** The URL without its parameters, which may hold a password. */
    public String publicUrl() {
        return url.split("[?;]", 2)[0].replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "StoreSettings[" + publicUrl() + "]";
    }
}
