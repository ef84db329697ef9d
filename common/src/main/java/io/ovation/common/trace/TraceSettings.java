package io.ovation.common.trace;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;

/**
 * Settings under {@code ovation.trace}.
 *
 * @param sampling the share of all events that are followed, 0 to 1, until it is changed
 * @param checkpoints how many may wait to be sent
 */
public record TraceSettings(double sampling, int checkpoints) {

    public TraceSettings {
        Require.share("ovation.trace.sampling", sampling);
        Require.positive("ovation.trace.checkpoints", checkpoints);
    }

    public static TraceSettings from(Config config) {
        Config trace = config.getConfig("ovation.trace");
        return new TraceSettings(trace.getDouble("sampling"), trace.getInt("checkpoints"));
    }
}
