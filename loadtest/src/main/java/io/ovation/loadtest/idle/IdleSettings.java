package io.ovation.loadtest.idle;

import io.ovation.common.settings.Require;
import io.ovation.common.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a run is made of.
 *
 * @param topics how many different ones the viewers share out among them
 * @param settle how long to wait after the last viewer has connected
 */
record IdleSettings(List<URI> viewerUrls, int viewers, int topics, Duration settle, int threads, int connectRate) {

    IdleSettings {
        Require.between("--viewers", viewers, 1, 1_000_000);
        Require.between("--topics", topics, 1, viewers);
        Require.between("--threads", threads, 1, 256);
        Require.positive("--connect-rate", connectRate);
    }

    URI viewerUrl(int viewer) {
        return viewerUrls.get(viewer % viewerUrls.size());
    }

    Topic topic(int viewer) {
        return Topic.video("idle-" + viewer % topics);
    }
}
