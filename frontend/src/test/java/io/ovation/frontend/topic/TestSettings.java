package io.ovation.frontend.topic;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The shipped settings, some of them changed. */
public final class TestSettings {

    private TestSettings() {}

    static TopicSettings shipped() {
        return with("");
    }

    /** @param changes HOCON under {@code ovation.frontend.stream} */
    public static TopicSettings with(String changes) {
        Config changed = ConfigFactory.parseString("ovation.frontend.stream { " + changes + " }");
        return TopicSettings.from(changed.withFallback(ConfigFactory.load()));
    }
}
