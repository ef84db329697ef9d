package io.ovation.insights.cluster;

import io.ovation.common.insight.TraceFigures;
import io.ovation.common.insight.TraceReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What each node last said of the events that are followed, for as long as it goes on to say it. */
public final class TraceReports {

    /** One process. */
    private record Key(String address, long boot) {}

    private record Known(TraceFigures figures, long atNanos) {}

    private final long silentAfterNanos;
    private final Map<Key, Known> reports = new HashMap<>();

    /** @param silentAfter how long after its last report that is no longer counted */
    public TraceReports(Duration silentAfter) {
        this.silentAfterNanos = silentAfter.toNanos();
    }

    public void add(TraceReport report, long nowNanos) {
        reports.put(new Key(report.address(), report.boot()), new Known(report.figures(), nowNanos));
    }

    /** Of all nodes. */
    public TraceFigures figures(long nowNanos) {
        reports.values().removeIf(known -> nowNanos - known.atNanos() > silentAfterNanos);
        return reports.values().stream().map(Known::figures).reduce(TraceFigures.NONE, TraceFigures::merge);
    }
}
