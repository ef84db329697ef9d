package io.ovation.loadtest.throughput;

import io.ovation.common.settings.Require;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a run is made of.
 *
 * @param videos how many are commented on, in turn
 * @param connections each with one comment under way
 * @param viewers of all videos together
 * @param interval for how long each of the figures is
 */
record ThroughputSettings(
        URI publishUrl,
        List<URI> viewerUrls,
        int videos,
        int connections,
        int viewers,
        Duration duration,
        Duration interval) {

    private static final int MAX_INTERVALS = 10_000;

    ThroughputSettings {
        Require.between("--videos", videos, 1, 100_000);
        Require.between("--connections", connections, 1, 10_000);
        Require.between("--viewers", viewers, 0, 100_000);
        Require.positive("--duration", duration);
        Require.positive("--interval", interval);
        if (duration.compareTo(interval) < 0 || duration.dividedBy(interval) > MAX_INTERVALS) {
            throw new IllegalArgumentException("--duration must be from 1 to " + MAX_INTERVALS + " times --interval");
        }
    }

    /** What is left of the duration is not measured. */
    int intervals() {
        return (int) duration.dividedBy(interval);
    }
}
