package io.ovation.dispatcher.kv.redis;

import com.typesafe.config.Config;
import io.lettuce.core.RedisURI;
import io.ovation.common.settings.Require;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How Redis is used; each is explained in this module's {@code reference.conf}.
 *
 * @param uri writes itself without its password
 * @param keyPrefix names this data centre, so that several may share a server in a test
 * @param entryLife how long a subscription lasts unless it is written again
 * @param commandTimeout how long Redis may take to answer
 * @param connectTimeout how long Redis may take to accept a connection
 * @param reconnectAfter how long to wait before the next attempt to connect, less a random half
 * @param silence after how long without an answer a connection is given up
 * @param requestQueue how many commands may wait for an answer
 */
public record RedisSettings(
        RedisURI uri,
        String keyPrefix,
        Duration entryLife,
        Duration commandTimeout,
        Duration connectTimeout,
        Duration reconnectAfter,
        Duration silence,
        int requestQueue) {

    static final String URL_KEY = "ovation.kv";
    public static final String KEY = "ovation.dispatcher.kv.redis";

    private static final String DISTRIBUTED_DATA = "ddata";

    /** What {@code ovation.kv} must be. */
    public static final String RIGHT =
            DISTRIBUTED_DATA + " or redis://[[user]:password@]host[:port][/database], with rediss:// for TLS";

    public RedisSettings {
        Require.positive(KEY + ".entry-life", entryLife);
        Require.positive(KEY + ".command-timeout", commandTimeout);
        Require.positive(KEY + ".connect-timeout", connectTimeout);
        Require.positive(KEY + ".reconnect-after", reconnectAfter);
        Require.positive(KEY + ".silence", silence);
        Require.between(KEY + ".request-queue", requestQueue, 1, 1_000_000);
    }

    /**
     * @param config of the whole system
     * @return empty if nothing is to be kept in Redis
     */
    public static Optional<RedisSettings> from(Config config) {
        String url = config.getString(URL_KEY);
        if (url.equals(DISTRIBUTED_DATA)) {
            return Optional.empty();
        }
        Config own = config.getConfig(KEY);
        String dataCentre = Require.notBlank("ovation.data-centre", config.getString("ovation.data-centre"));
        return Optional.of(new RedisSettings(
                parse(url).orElseThrow(() -> refused(url)),
                "ovation:" + dataCentre + ":",
                own.getDuration("entry-life"),
                own.getDuration("command-timeout"),
                own.getDuration("connect-timeout"),
                own.getDuration("reconnect-after"),
                own.getDuration("silence"),
                own.getInt("request-queue")));
    }

    /** For people: without password, and without what Lettuce adds. */
    String server() {
        return "Redis at " + uri.getHost() + ':' + uri.getPort();
    }

    /** Whether there may be a store of that name. */
    public static boolean isRight(String url) {
        return url.equals(DISTRIBUTED_DATA) || parse(url).isPresent();
    }

    private static Optional<RedisURI> parse(String url) {
        if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
            return Optional.empty();
        }
        try {
            // Lettuce would take a port that is no number for a part of the host's name.
            return URI.create(url).getHost() == null ? Optional.empty() : Optional.of(RedisURI.create(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Names neither the cause nor a URL with credentials, as either would show the password. */
    private static IllegalArgumentException refused(String url) {
        String given = url.contains("@") ? "what is given, which has a password" : "'" + url + "'";
        return new IllegalArgumentException(URL_KEY + " must be " + RIGHT + ", not " + given);
    }
}
