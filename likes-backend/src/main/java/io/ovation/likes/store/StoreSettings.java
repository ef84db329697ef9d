package io.ovation.likes.store;

import io.ovation.common.settings.Require;
import java.time.Duration;
import java.util.regex.Pattern;

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

    private static final String H2 = "jdbc:h2:";
    private static final Pattern REMOTE_H2 = Pattern.compile("jdbc:h2:(tcp|ssl):", Pattern.CASE_INSENSITIVE);
    private static final String POSTGRESQL = "jdbc:postgresql:";

    public StoreSettings {
        if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("ovation.likes.store.url must start with " + H2 + " or " + POSTGRESQL);
        }
        if (REMOTE_H2.matcher(url).lookingAt()) {
            throw new IllegalArgumentException("ovation.likes.store.url must not name an H2 server: H2 is for a file"
                    + " that serves one backend, PostgreSQL for several");
        }
        Require.between("ovation.likes.store.readers", readers, 1, 1_000);
        Require.positive("ovation.likes.store.waiting-reads", waitingReads);
        // HikariCP takes no less.
        if (timeout.compareTo(Duration.ofMillis(250)) < 0) {
            throw new IllegalArgumentException("ovation.likes.store.timeout must be at least 250 ms, not " + timeout);
        }
    }

    /** Whether it is on H2 rather than on PostgreSQL. */
    public boolean isEmbedded() {
        return url.startsWith(H2);
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
