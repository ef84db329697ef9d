package io.ovation.likes;

import com.typesafe.config.Config;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.settings.Require;
import io.ovation.likes.http.ApiSettings;
import io.ovation.likes.http.RequestLimits;
import io.ovation.likes.outbox.OutboxSettings;
import io.ovation.likes.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of the likes backend; {@code reference.conf} says what each means.
 *
 * @param dataCentre which totals are counted as
 */
public record LikesSettings(
        String dataCentre,
        Duration window,
        int openWindows,
        int queuedWrites,
        Duration drainTimeout,
        StoreSettings store,
        OutboxSettings outbox,
        ApiSettings api,
        PresenceSettings presence) {

    public LikesSettings {
        Require.notBlank("ovation.data-centre", dataCentre);
        Require.positive("ovation.likes.window", window);
        Require.positive("ovation.likes.open-windows", openWindows);
        Require.between(
                "ovation.likes.queued-writes", queuedWrites, api.limits().entriesPerRequest(), Integer.MAX_VALUE);
        Require.positive("ovation.likes.drain-timeout", drainTimeout);
        if (api.commitTimeout().compareTo(store.timeout()) < 0) {
            throw new IllegalArgumentException(
                    "ovation.likes.http.commit-timeout must not be shorter than" + " ovation.likes.store.timeout");
        }
    }

    /** @throws IllegalArgumentException with a message that names the key and what would be right */
    public static LikesSettings from(Config root) {
        Config likes = root.getConfig("ovation.likes");
        return new LikesSettings(
                root.getString("ovation.data-centre"),
                likes.getDuration("window"),
                likes.getInt("open-windows"),
                likes.getInt("queued-writes"),
                likes.getDuration("drain-timeout"),
                store(root),
                outbox(likes.getConfig("outbox")),
                api(root.getString("ovation.bind-host"), likes),
                PresenceSettings.from(root));
    }

    private static StoreSettings store(Config root) {
        Config store = root.getConfig("ovation.likes.store");
        String configured = store.getString("url");
        String url = configured.isEmpty() ? embedded(root.getString("ovation.data-dir")) : configured;
        return new StoreSettings(
                url,
                store.getString("user"),
                store.getString("password"),
                store.getInt("readers"),
                store.getInt("waiting-reads"),
                store.getDuration("timeout"),
                root.getString("ovation.data-centre") + "/" + backend(root, url));
    }

    /** An H2 file serves one backend, whatever its address; those that share a database differ by theirs. */
    private static String backend(Config root, String url) {
        String configured = root.getString("ovation.likes.store.backend");
        if (!configured.isEmpty()) {
            return configured;
        }
        return url.startsWith("jdbc:h2:")
                ? "embedded"
                : root.getString("ovation.host") + ":" + root.getInt("ovation.likes.port");
    }

    private static OutboxSettings outbox(Config outbox) {
        return new OutboxSettings(
                outbox.getInt("limit"),
                outbox.getInt("per-topic"),
                outbox.getDuration("repeat-after"),
                outbox.getDuration("remove-after"),
                outbox.getDuration("take-over-after"));
    }

    /** H2 refuses a relative path that does not start with a dot. */
    private static String embedded(String dataDirectory) {
        return "jdbc:h2:file:" + Path.of(dataDirectory, "likes").toAbsolutePath();
    }

    private static ApiSettings api(String host, Config likes) {
        Config http = likes.getConfig("http");
        return new ApiSettings(
                host,
                likes.getInt("port"),
                http.getInt("max-connections"),
                Math.toIntExact(http.getBytes("max-body")),
                http.getDuration("body-timeout"),
                http.getDuration("commit-timeout"),
                http.getDuration("viewers-timeout"),
                http.getDuration("retry-after"),
                http.getString("allow-origin"),
                http.getInt("comments"),
                http.getInt("max-comments"),
                likes.getDuration("typing-expiry"),
                limits(likes.getConfig("request")));
    }

    private static RequestLimits limits(Config request) {
        return new RequestLimits(
                request.getStringList("reactions"),
                request.getInt("max-entries"),
                request.getInt("max-count"),
                request.getInt("max-comment-characters"));
    }
}
