package io.ovation.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;

/** The built-in settings, on free ports and with data of their own. */
final class TestConfig {

    /** A node that is stopped waits this long before it sees that it is the last. */
    static final Config QUICK_LAST_STOP =
            ConfigFactory.parseString("akka.cluster.sharding.coordinator-singleton.hand-over-retry-interval = 200 ms");

    private TestConfig() {}

    static Config of(Path dataDirectory) {
        return ConfigFactory.parseMap(Map.of(
                        "ovation.data-dir", dataDirectory.toString(),
                        "ovation.frontend.edge.port", 0,
                        "ovation.likes.port", 0,
                        "akka.management.http.port", 0,
                        "akka.remote.artery.canonical.port", 0))
                .withFallback(QUICK_LAST_STOP)
                .withFallback(ConfigFactory.load());
    }

    static Config of(Path dataDirectory, String key, Object value) {
        return ConfigFactory.parseMap(Map.of(key, value)).withFallback(of(dataDirectory));
    }
}
