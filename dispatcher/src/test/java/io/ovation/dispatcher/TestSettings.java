package io.ovation.dispatcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.dispatcher.topic.TopicSettings;

/** The shipped settings, some of them changed. */
public final class TestSettings {

    private TestSettings() {}

    public static DispatcherSettings shipped() {
        return DispatcherSettings.from(ConfigFactory.load());
    }

    /** @param changes HOCON under the key of this module */
    public static DispatcherSettings with(String changes) {
        Config changed = ConfigFactory.parseString(TopicSettings.KEY + " { " + changes + " }");
        return DispatcherSettings.from(changed.withFallback(ConfigFactory.load()));
    }
}
