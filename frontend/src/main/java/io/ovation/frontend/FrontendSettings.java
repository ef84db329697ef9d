package io.ovation.frontend;

import com.typesafe.config.Config;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.frontend.edge.http.EdgeSettings;
import io.ovation.frontend.loop.DrainSettings;
import io.ovation.frontend.loop.LoopSettings;
import io.ovation.frontend.receipt.ReceiptSettings;
import io.ovation.frontend.topic.TopicSettings;

/** The settings of the frontend role. */
public record FrontendSettings(
        EdgeSettings edge,
        LoopSettings loops,
        TopicSettings topics,
        DrainSettings drain,
        PresenceSettings presence,
        ReceiptSettings receipts) {

    public static FrontendSettings from(Config config) {
        return new FrontendSettings(
                EdgeSettings.from(config),
                LoopSettings.from(config),
                TopicSettings.from(config),
                DrainSettings.from(config),
                PresenceSettings.from(config),
                ReceiptSettings.from(config));
    }
}
