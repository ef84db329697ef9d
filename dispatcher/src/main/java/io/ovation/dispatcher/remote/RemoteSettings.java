package io.ovation.dispatcher.remote;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How what other data centres have is looked for; each is explained in this module's {@code reference.conf}.
 *
 * @param sweepInterval between two sweeps of a data centre
 * @param sweepTopicsPerSecond topics that a sweep starts to catch up
 * @param sweepTopicsAtOnce topics that catch up at a time because of it
 */
public record RemoteSettings(Duration sweepInterval, int sweepTopicsPerSecond, int sweepTopicsAtOnce) {

    public static final String KEY = "ovation.dispatcher.remote";

    public RemoteSettings {
        Require.positive(KEY + ".sweep-interval", sweepInterval);
        Require.positive(KEY + ".sweep-topics-per-second", sweepTopicsPerSecond);
        Require.between(KEY + ".sweep-topics-at-once", sweepTopicsAtOnce, 1, 500);
    }

    /** @param config of the whole system */
    public static RemoteSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new RemoteSettings(
                own.getDuration("sweep-interval"),
                own.getInt("sweep-topics-per-second"),
                own.getInt("sweep-topics-at-once"));
    }
}
