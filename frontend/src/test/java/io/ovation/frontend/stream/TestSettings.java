package io.ovation.frontend.stream;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The shipped settings, some of them changed. */
final class TestSettings {

    private TestSettings() {}

    static StreamSettings shipped() {
        return with("");
    }

    /** @param changes HOCON under {@code ovation.frontend.stream} */
    static StreamSettings with(String changes) {
        Config changed = ConfigFactory.parseString("ovation.frontend.stream { " + changes + " }");
        return StreamSettings.from(changed.withFallback(ConfigFactory.load()));
    }
}
