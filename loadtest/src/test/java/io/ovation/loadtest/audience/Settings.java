package io.ovation.loadtest.audience;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.loadtest.audience.AudienceSettings.Liveliness;
import java.net.URI;
import java.util.List;

/** Settings for tests: what the module ships, with overrides. */
final class Settings {

    private Settings() {}

    static AudienceSettings with(URI url, int members, String overrides) {
        Config config = ConfigFactory.parseString(overrides).withFallback(ConfigFactory.defaultReference());
        return AudienceSettings.from(config, List.of(url), url, "42", members);
    }

    static Liveliness liveliness(String overrides) {
        return with(URI.create("http://127.0.0.1:1"), 1, overrides).liveliness();
    }
}
