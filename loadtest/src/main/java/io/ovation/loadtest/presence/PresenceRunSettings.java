package io.ovation.loadtest.presence;

import io.ovation.common.settings.Require;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a run is made of.
 *
 * @param changesPerSecond how many members come online in a second, and go offline in a later one
 * @param warmUp how long members come before those whose changes are measured
 * @param expiry how long after its last heartbeat the server takes a member for offline
 * @param drain how much later than that changes may come before they count as lost
 */
record PresenceRunSettings(
        List<URI> viewerUrls,
        URI publishUrl,
        double changesPerSecond,
        Duration warmUp,
        Duration duration,
        Duration expiry,
        Duration drain) {

    static final int MEMBERS_PER_STREAM = 100;

    private static final int MAX_MEMBERS = 200_000;

    /** As long as frontends gather newcomers. */
    private static final Duration GATHER = Duration.ofMillis(20);

    PresenceRunSettings {
        Require.positive("--duration", duration);
        Require.positive("--expiry", expiry);
        Require.positive("--drain", drain);
        double members = count(warmUp.plus(duration), changesPerSecond);
        if (!(members >= 1 && members <= MAX_MEMBERS)) {
            throw new IllegalArgumentException("--rate times --duration must give from 1 to " + MAX_MEMBERS
                    + " members, warm-up included, not " + (long) members);
        }
    }

    int members() {
        return (int) count(warmUp.plus(duration), changesPerSecond);
    }

    int warmUpMembers() {
        return (int) count(warmUp, changesPerSecond);
    }

    /** How many heartbeats are sent together. */
    int membersPerRequest() {
        return (int) Math.max(1, count(GATHER, changesPerSecond));
    }

    private static double count(Duration duration, double perSecond) {
        return perSecond * duration.toMillis() / 1e3;
    }

    int streams() {
        return (members() + MEMBERS_PER_STREAM - 1) / MEMBERS_PER_STREAM;
    }
}
