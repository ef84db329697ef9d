package io.ovation.loadtest.room;

import io.ovation.common.settings.Require;
import io.ovation.common.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a run is made of. Viewers are numbered from 0, and so are comments; they speak in turn.
 *
 * @param timed so many of the viewers read at once and are timed; the others leave what comes for a while
 * @param drain how long to wait for the last own comments once every comment has been answered
 * @param connections that comments are posted over, each with one under way at most
 */
record RoomSettings(
        List<URI> viewerUrls,
        URI publishUrl,
        Topic topic,
        int viewers,
        int timed,
        double commentsPerSecond,
        Duration warmUp,
        Duration duration,
        Duration drain,
        int connections,
        int threads,
        int connectRate) {

    private static final int MAX_COMMENTS = 2_000_000;

    RoomSettings {
        Require.between("--viewers", viewers, 1, 1_000_000);
        Require.between("--timed", timed, 1, viewers);
        Require.between("--threads", threads, 1, 256);
        Require.between("--connections", connections, 1, 10_000);
        Require.positive("--connect-rate", connectRate);
        Require.positive("--duration", duration);
        if (!(commentsPerSecond > 0 && commentsPerSecond <= 100_000)) {
            throw new IllegalArgumentException(
                    "--rate must be more than 0 and at most 100000, not " + commentsPerSecond);
        }
        double all = seconds(warmUp.plus(duration)) * commentsPerSecond;
        if (seconds(duration) * commentsPerSecond < 1 || all > MAX_COMMENTS) {
            throw new IllegalArgumentException("--rate times --duration must give from 1 to " + MAX_COMMENTS
                    + " comments, warm-up included, not " + (long) all);
        }
    }

    /** Evenly among those who are not. */
    boolean isTimed(int viewer) {
        return (viewer + 1L) * timed / viewers > (long) viewer * timed / viewers;
    }

    URI viewerUrl(int viewer) {
        return viewerUrls.get(viewer % viewerUrls.size());
    }

    int warmUpComments() {
        return (int) (seconds(warmUp) * commentsPerSecond);
    }

    /** Warm-up included. */
    int comments() {
        return warmUpComments() + measuredComments();
    }

    int measuredComments() {
        return (int) (seconds(duration) * commentsPerSecond);
    }

    double measuredSeconds() {
        return measuredComments() / commentsPerSecond;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
