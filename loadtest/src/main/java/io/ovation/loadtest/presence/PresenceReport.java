package io.ovation.loadtest.presence;

import io.ovation.loadtest.report.Latencies;
import io.ovation.loadtest.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of one run.
 *
 * @param refused heartbeats that were not accepted
 * @param cameOnline changes that were told
 * @param unexpected changes that were told twice or had not happened
 * @param online from the intended time of a member's heartbeat to when a viewer has read that the member is online
 * @param offline from when the last heartbeat was due to expire to when a viewer has read that the member is offline
 */
record PresenceReport(
        int members,
        double changesPerSecond,
        int refused,
        int cameOnline,
        int wentOffline,
        int unexpected,
        Latencies online,
        Latencies offline) {

    /** What went wrong or was too slow; empty if the run met the limit. */
    List<String> misses(Duration maxP99) {
        List<String> misses = new ArrayList<>();
        double limit = maxP99.toNanos() / 1e6;
        if (online.p99() > limit) {
            misses.add("p99 of coming online is " + Table.decimal(online.p99()) + " ms");
        }
        if (offline.p99() > limit) {
            misses.add("p99 of going offline is " + Table.decimal(offline.p99()) + " ms");
        }
        if (cameOnline < members || wentOffline < members) {
            misses.add((members - cameOnline) + " members did not come online and " + (members - wentOffline)
                    + " did not go offline");
        }
        if (unexpected > 0) {
            misses.add(unexpected + " changes came that had not happened");
        }
        return misses;
    }

    String table() {
        Table table = new Table()
                .row("members", Table.count(members) + " at " + Table.decimal(changesPerSecond) + " changes/s")
                .row("heartbeats not accepted", refused)
                .row("came online", cameOnline)
                .row("went offline", wentOffline)
                .row("changes unexpected", unexpected);
        online.addTo(table, "online after");
        offline.addTo(table, "offline late by");
        return table.toString();
    }
}
