package io.ovation.loadtest.broadcast;

import io.ovation.common.settings.Require;
import io.ovation.common.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a run is made of.
 *
 * @param timed so many of the viewers read at once and are timed; the others leave what comes for a while, as machines
 *     of their own would take it off this one's hands
 * @param receipts so many of those who are timed tell the server what they receive
 * @param silent so many more open a stream and then read nothing
 * @param drain how long to wait for the last frames once the last event has been sent
 * @param maxInFlight events sent and not yet answered; beyond it the publisher is held up
 */
record BroadcastSettings(
        List<URI> viewerUrls,
        URI publishUrl,
        Topic topic,
        int viewers,
        int timed,
        int receipts,
        int silent,
        double eventsPerSecond,
        Duration warmUp,
        Duration duration,
        Duration drain,
        int maxInFlight,
        int threads,
        int connectRate) {

    private static final int MAX_EVENTS = 1_000_000;

    BroadcastSettings {
        Require.between("--viewers", viewers, 1, 1_000_000);
        Require.between("--timed", timed, 1, viewers);
        Require.between("--receipts", receipts, 0, timed);
        Require.between("--silent", silent, 0, 1_000_000);
        Require.between("--threads", threads, 1, 256);
        Require.positive("--connect-rate", connectRate);
        Require.positive("--max-in-flight", maxInFlight);
        Require.positive("--duration", duration);
        if (!(eventsPerSecond > 0 && eventsPerSecond <= 100_000)) {
            throw new IllegalArgumentException("--rate must be more than 0 and at most 100000, not " + eventsPerSecond);
        }
        double all = seconds(warmUp.plus(duration)) * eventsPerSecond;
        if (seconds(duration) * eventsPerSecond < 1 || all > MAX_EVENTS) {
            throw new IllegalArgumentException("--rate times --duration must give from 1 to " + MAX_EVENTS
                    + " events, warm-up included, not " + (long) all);
        }
    }

    /** Evenly among those who are not. */
    boolean isTimed(int viewer) {
        return (viewer + 1L) * timed / viewers > (long) viewer * timed / viewers;
    }

    /** The first of those who are timed. */
    boolean sendsReceipts(int viewer) {
        return isTimed(viewer) && (viewer + 1L) * timed / viewers <= receipts;
    }

    URI viewerUrl(int viewer) {
        return viewerUrls.get(viewer % viewerUrls.size());
    }

    int warmUpEvents() {
        return (int) (seconds(warmUp) * eventsPerSecond);
    }

    int events() {
        return warmUpEvents() + (int) (seconds(duration) * eventsPerSecond);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
