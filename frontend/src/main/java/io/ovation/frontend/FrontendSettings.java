package io.ovation.frontend;

import com.typesafe.config.Config;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.frontend.edge.EdgeSettings;
import io.ovation.frontend.stream.DrainSettings;
import io.ovation.frontend.stream.StreamSettings;

/** The settings of the frontend role. */
public record FrontendSettings(
        EdgeSettings edge, StreamSettings stream, DrainSettings drain, PresenceSettings presence) {

    public static FrontendSettings from(Config config) {
        return new FrontendSettings(
                EdgeSettings.from(config),
                StreamSettings.from(config),
                DrainSettings.from(config),
                PresenceSettings.from(config));
    }
}
