package io.ovation.frontend;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import io.ovation.frontend.edge.EdgeSettings;
import io.ovation.frontend.stream.StreamSettings;
import java.time.Duration;

/**
 * The settings of the frontend role.
 *
 * @param farewell how long viewers get to read {@code bye} when the node stops
 * @param reconnectWithin over how long a stopping node spreads its viewers' return
 */
public record FrontendSettings(EdgeSettings edge, StreamSettings stream, Duration farewell, Duration reconnectWithin) {

    public FrontendSettings {
        Require.positive("ovation.frontend.farewell", farewell);
        Require.positive("ovation.frontend.reconnect-within", reconnectWithin);
    }

    public static FrontendSettings from(Config config) {
        return new FrontendSettings(
                EdgeSettings.from(config),
                StreamSettings.from(config),
                config.getDuration("ovation.frontend.farewell"),
                config.getDuration("ovation.frontend.reconnect-within"));
    }
}
