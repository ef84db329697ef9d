package io.ovation.dispatcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The shipped settings, some of them changed. */
final class TestSettings {

    private TestSettings() {}

    static DispatcherSettings shipped() {
        return DispatcherSettings.from(ConfigFactory.load());
    }

    /** @param changes HOCON under the key of this module */
    static DispatcherSettings with(String changes) {
        Config changed = ConfigFactory.parseString(DispatcherSettings.KEY + " { " + changes + " }");
        return DispatcherSettings.from(changed.withFallback(ConfigFactory.load()));
    }
}
