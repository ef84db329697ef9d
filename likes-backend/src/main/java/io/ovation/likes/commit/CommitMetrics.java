package io.ovation.likes.commit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;

/** What is counted of commits. */
final class CommitMetrics {

    final Timer commits = Metrics.timer("ovation.likes.commit");
    final DistributionSummary groupSizes = Metrics.summary("ovation.likes.commit.writes");
    final Counter queueFull = refused("queue-full");
    final Counter keyReused = refused("key-reused");
    final Counter failed = Metrics.counter("ovation.likes.writes.failed", "reason", "store");
    final Counter pagesTaken = pages("taken");
    final Counter pagesUnfit = pages("unfit");
    final Counter pagesBusy = pages("busy");
    final Counter pagesFailed = pages("failed");

    private static Counter refused(String reason) {
        return Metrics.counter("ovation.likes.writes.refused", "reason", reason);
    }

    private static Counter pages(String outcome) {
        return Metrics.counter("ovation.likes.log.remote.pages", "outcome", outcome);
    }
}
