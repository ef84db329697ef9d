package io.ovation.loadtest.audience;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import io.ovation.common.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Who watches, and how lively they are; {@code ovation.audience} in this module's {@code reference.conf} explains each.
 *
 * @param viewerUrls scheme, host and port of each frontend; members use them in turn
 * @param publishUrl scheme, host and port of a likes backend
 */
public record AudienceSettings(List<URI> viewerUrls, URI publishUrl, String video, int members, Liveliness liveliness) {

    public static final int MOST_MEMBERS = 100_000;

    public AudienceSettings {
        Topic.requireId("video", video);
        Require.between("audience", members, 1, MOST_MEMBERS);
    }

    /** @param config of the whole application */
    public static AudienceSettings from(
            Config config, List<URI> viewerUrls, URI publishUrl, String video, int members) {
        return new AudienceSettings(viewerUrls, publishUrl, video, members, Liveliness.from(config));
    }

    /** How often members do what, and within which bounds. */
    public record Liveliness(
            Duration commentEvery,
            Duration commentsApart,
            Duration likeEvery,
            Duration momentEvery,
            double momentShare,
            int momentLimit,
            List<String> reactions,
            Duration joinWithin,
            Duration reconnectAfter,
            Duration reconnectAfterAtMost,
            int maxInFlight) {

        public Liveliness {
            Require.positive("ovation.audience.comment-every", commentEvery);
            Require.positive("ovation.audience.comments-apart", commentsApart);
            Require.positive("ovation.audience.like-every", likeEvery);
            Require.positive("ovation.audience.moment-every", momentEvery);
            if (!(momentShare >= 0 && momentShare <= 1)) {
                throw new IllegalArgumentException(
                        "ovation.audience.moment-share must be from 0 to 1, not " + momentShare);
            }
            Require.between("ovation.audience.moment-limit", momentLimit, 0, 10_000);
            reactions = List.copyOf(reactions);
            if (reactions.isEmpty()) {
                throw new IllegalArgumentException("ovation.audience.reactions must not be empty");
            }
            Require.positive("ovation.audience.join-within", joinWithin);
            Require.positive("ovation.audience.reconnect-after", reconnectAfter);
            Require.positive("ovation.audience.reconnect-after-at-most", reconnectAfterAtMost);
            Require.between("ovation.audience.max-in-flight", maxInFlight, 1, 10_000);
        }

        /** @param root of the whole application */
        public static Liveliness from(Config root) {
            Config config = root.getConfig("ovation.audience");
            return new Liveliness(
                    config.getDuration("comment-every"),
                    config.getDuration("comments-apart"),
                    config.getDuration("like-every"),
                    config.getDuration("moment-every"),
                    config.getDouble("moment-share"),
                    config.getInt("moment-limit"),
                    config.getStringList("reactions"),
                    config.getDuration("join-within"),
                    config.getDuration("reconnect-after"),
                    config.getDuration("reconnect-after-at-most"),
                    config.getInt("max-in-flight"));
        }
    }
}
