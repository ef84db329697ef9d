package io.ovation.edge;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import io.ovation.edge.limit.LimitSettings;
import io.ovation.edge.tls.TlsSettings;
import java.util.Optional;

/**
 * What the ports of a node that are not the viewers' have in common.
 *
 * @param loops event loops, one thread each
 */
public record ServiceSettings(int loops, ConnectionSettings connections) {

    private static final String PREFIX = "ovation.edge.";

    private static final int MOST_PROCESSORS_OF_ONE_LOOP = 4;

    public ServiceSettings {
        Require.between(PREFIX + "service-loops", loops, 1, 999);
        Require.positive(PREFIX + "request-timeout", connections.requestTimeout());
        Require.positive(PREFIX + "answer-timeout", connections.answerTimeout());
        Require.positive(PREFIX + "idle-timeout", connections.idleTimeout());
        Require.positive(PREFIX + "vanished", connections.vanished());
        Require.positive(PREFIX + "max-pending-bytes", connections.maxPendingBytes());
        Require.positive(PREFIX + "send-buffer-bytes", connections.sendBufferBytes());
    }

    public static ServiceSettings from(Config config) {
        Config edge = config.getConfig("ovation.edge");
        int loops = edge.getInt("service-loops");
        return new ServiceSettings(
                loops == 0 ? loopsFor(Runtime.getRuntime().availableProcessors()) : loops,
                new ConnectionSettings(
                        edge.getDuration("request-timeout"),
                        edge.getDuration("answer-timeout"),
                        edge.getDuration("idle-timeout"),
                        edge.getDuration("vanished"),
                        Math.toIntExact(edge.getBytes("max-pending-bytes")),
                        Math.toIntExact(edge.getBytes("send-buffer-bytes")),
                        Optional.of(LimitSettings.from(config)),
                        TlsSettings.from(config)));
    }

    static int loopsFor(int processors) {
        return processors <= MOST_PROCESSORS_OF_ONE_LOOP ? 1 : 2;
    }
}
