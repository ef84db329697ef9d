package io.ovation.dispatcher.presence;

import com.typesafe.config.ConfigFactory;

/** The shipped settings, changed. */
final class TestPresenceSettings {

    private TestPresenceSettings() {}

    /** @param changes HOCON, with whole keys */
    static PresenceBucketSettings with(String changes) {
        return PresenceBucketSettings.from(ConfigFactory.parseString(changes).withFallback(ConfigFactory.load()));
    }
}
