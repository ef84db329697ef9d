package io.ovation.common.event;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How many comments of a topic are kept in memory.
 *
 * @param recent shown to whoever joins; kept however old
 * @param comments at most
 * @param characters of texts and members together, at most
 * @param age against the latest one, at most
 */
public record WindowSettings(int recent, int comments, int characters, Duration age) {

    /** The bounds are those of the settings, under the key of whoever keeps the window. */
    public static WindowSettings from(Config config, String key) {
        Config own = config.getConfig(key);
        int recent = own.getInt("recent-comments");
        int comments = own.getInt("history.comments");
        int characters = own.getInt("history.characters");
        Duration age = own.getDuration("history.age");
        Require.positive(key + ".recent-comments", recent);
        Require.positive(key + ".history.comments", comments);
        Require.positive(key + ".history.characters", characters);
        Require.positive(key + ".history.age", age);
        if (comments < recent) {
            throw new IllegalArgumentException(key + ".history.comments must be at least " + key
                    + ".recent-comments, but " + comments + " is less than " + recent);
        }
        return new WindowSettings(recent, comments, characters, age);
    }
}
