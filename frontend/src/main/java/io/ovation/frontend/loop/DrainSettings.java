package io.ovation.frontend.loop;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How a node that stops lets go of its viewers.
 *
 * @param duration over which their connections are closed
 * @param reconnectWithin what each is told to wait before it comes back, at most
 */
public record DrainSettings(Duration duration, Duration reconnectWithin) {

    private static final String PREFIX = "ovation.frontend.drain.";

    public DrainSettings {
        Require.positive(PREFIX + "duration", duration);
        Require.positive(PREFIX + "reconnect-within", reconnectWithin);
    }

    public static DrainSettings from(Config config) {
        Config drain = config.getConfig("ovation.frontend.drain");
        return new DrainSettings(drain.getDuration("duration"), drain.getDuration("reconnect-within"));
    }
}
