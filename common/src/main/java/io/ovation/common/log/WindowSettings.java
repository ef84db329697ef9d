package io.ovation.common.log;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How much of a topic's log is kept in memory.
 *
 * @param recent comments that are shown to whoever joins; they are kept however old
 * @param entries at most
 * @param bytes at most
 * @param age since an entry came here, at most
 */
public record WindowSettings(int recent, int entries, int bytes, Duration age) {

    /** The bounds are those of the settings, under the key of whoever keeps the window. */
    public static WindowSettings from(Config config, String key) {
        Config own = config.getConfig(key);
        int recent = own.getInt("recent-comments");
        int entries = own.getInt("history.entries");
        long bytes = own.getBytes("history.bytes");
        Duration age = own.getDuration("history.age");
        Require.positive(key + ".recent-comments", recent);
        Require.positive(key + ".history.entries", entries);
        Require.between(key + ".history.bytes", (int) Math.min(bytes, Integer.MAX_VALUE), LogRange.PAGE_BYTES, 1 << 30);
        Require.positive(key + ".history.age", age);
        if (entries < recent) {
            throw new IllegalArgumentException(key + ".history.entries must be at least " + key
                    + ".recent-comments, but " + entries + " is less than " + recent);
        }
        return new WindowSettings(recent, entries, (int) bytes, age);
    }
}
