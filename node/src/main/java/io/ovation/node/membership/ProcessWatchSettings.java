package io.ovation.node.membership;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How a member that is silent is examined.
 *
 * @param silence after which it is
 * @param interval between two attempts to connect
 * @param timeout after which an attempt says nothing
 * @param refusals that prove, in a row, that the process is gone
 */
public record ProcessWatchSettings(Duration silence, Duration interval, Duration timeout, int refusals) {

    private static final String KEY = "ovation.node.process-watch";

    public ProcessWatchSettings {
        Require.positive(KEY + ".silence", silence);
        Require.positive(KEY + ".interval", interval);
        Require.positive(KEY + ".timeout", timeout);
        Require.positive(KEY + ".refusals", refusals);
    }

    public static ProcessWatchSettings from(Config root) {
        Config config = root.getConfig(KEY);
        return new ProcessWatchSettings(
                config.getDuration("silence"),
                config.getDuration("interval"),
                config.getDuration("timeout"),
                config.getInt("refusals"));
    }
}
