package io.ovation.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;

/** The built-in settings, on free ports and with data of their own. */
final class TestConfig {

    private TestConfig() {}

    static Config of(Path dataDirectory) {
        return ConfigFactory.parseMap(Map.of(
                        "ovation.data-dir", dataDirectory.toString(),
                        "ovation.frontend.edge.port", 0,
                        "ovation.likes.port", 0,
                        "akka.management.http.port", 0,
                        "akka.remote.artery.canonical.port", 0))
                .withFallback(ConfigFactory.load());
    }

    static Config of(Path dataDirectory, String key, Object value) {
        return ConfigFactory.parseMap(Map.of(key, value)).withFallback(of(dataDirectory));
    }
}
