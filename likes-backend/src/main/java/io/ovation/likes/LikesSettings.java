package io.ovation.likes;

import com.typesafe.config.Config;
import io.ovation.common.http.AllowedOrigins;
import io.ovation.common.limit.Rate;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.settings.Require;
import io.ovation.edge.ConnectionSettings;
import io.ovation.edge.HostSettings;
import io.ovation.edge.ServiceSettings;
import io.ovation.likes.commit.CommitSettings;
import io.ovation.likes.http.ApiSettings;
import io.ovation.likes.http.request.RequestLimits;
import io.ovation.likes.log.LogSettings;
import io.ovation.likes.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of the likes backend; {@code reference.conf} says what each means.
 *
 * @param dataCentre which totals are counted as, and which entries are accepted by
 */
public record LikesSettings(
        String dataCentre,
        Duration window,
        int openWindows,
        Duration drainTimeout,
        CommitSettings commit,
        StoreSettings store,
        LogSettings log,
        ApiSettings api,
        PresenceSettings presence) {

    private static final String ORIGINS = "ovation.allowed-origins";

    public LikesSettings {
        Require.notBlank("ovation.data-centre", dataCentre);
        Require.positive("ovation.likes.window", window);
        Require.positive("ovation.likes.open-windows", openWindows);
        Require.between(
                "ovation.likes.queued-writes",
                commit.queuedWrites(),
                api.limits().entriesPerRequest(),
                Integer.MAX_VALUE);
        // With one reader there is no other choice.
        Require.between("ovation.likes.log.fetch-readers", log.fetchReaders(), 1, Math.max(1, store.readers() - 1));
        Require.positive("ovation.likes.drain-timeout", drainTimeout);
        if (api.commitTimeout().compareTo(store.timeout()) < 0) {
            throw new IllegalArgumentException(
                    "ovation.likes.http.commit-timeout must not be shorter than" + " ovation.likes.store.timeout");
        }
        if (api.connections().answerTimeout().compareTo(api.commitTimeout()) <= 0) {
            throw new IllegalArgumentException(
                    "ovation.edge.answer-timeout must be longer than ovation.likes.http.commit-timeout");
        }
    }

    /** @throws IllegalArgumentException with a message that names the key and what would be right */
    public static LikesSettings from(Config root) {
        Config likes = root.getConfig("ovation.likes");
        return new LikesSettings(
                root.getString("ovation.data-centre"),
                likes.getDuration("window"),
                likes.getInt("open-windows"),
                likes.getDuration("drain-timeout"),
                new CommitSettings(likes.getInt("queued-writes"), likes.getInt("queued-pages")),
                store(root),
                log(likes.getConfig("log")),
                api(root, likes, ServiceSettings.from(root).connections()),
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
                store.getDuration("timeout"));
    }

    private static LogSettings log(Config log) {
        return new LogSettings(log.getInt("fetch-readers"), log.getInt("waiting-fetches"), log.getInt("tails"));
    }

    /** H2 refuses a relative path that does not start with a dot. */
    private static String embedded(String dataDirectory) {
        return "jdbc:h2:file:" + Path.of(dataDirectory, "likes").toAbsolutePath();
    }

    private static ApiSettings api(Config root, Config likes, ConnectionSettings connections) {
        Config http = likes.getConfig("http");
        return new ApiSettings(
                root.getString("ovation.bind-host"),
                likes.getInt("port"),
                http.getInt("max-connections"),
                maxBody(http),
                connections,
                http.getDuration("commit-timeout"),
                http.getDuration("viewers-timeout"),
                http.getDuration("retry-after"),
                HostSettings.from(root),
                AllowedOrigins.parse(ORIGINS, root.getString(ORIGINS)),
                http.getBoolean("retraction"),
                rate(http, "comments-per-member"),
                rate(http, "comments-per-member-by-services"),
                likes.getDuration("typing-expiry"),
                limits(likes.getConfig("request"), http));
    }

    private static Rate rate(Config http, String name) {
        return Rate.require(
                "ovation.likes.http." + name, http.getInt(name + ".per-second"), http.getInt(name + ".burst"));
    }

    private static int maxBody(Config http) {
        long bytes = http.getBytes("max-body");
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "ovation.likes.http.max-body must be less than 2 GiB, not " + bytes + " bytes");
        }
        return (int) bytes;
    }

    private static RequestLimits limits(Config request, Config http) {
        return new RequestLimits(
                request.getStringList("reactions"),
                request.getInt("max-entries"),
                request.getInt("max-count"),
                request.getInt("max-comment-characters"),
                http.getInt("comments"),
                http.getInt("max-comments"));
    }
}
