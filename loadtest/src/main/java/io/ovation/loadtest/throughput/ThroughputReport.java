package io.ovation.loadtest.throughput;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.loadtest.process.Pace;
import io.ovation.loadtest.process.Reading;
import io.ovation.loadtest.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one run.
 *
 * @param serverCores processor time the server took, as cores that were busy; null if no process was named
 * @param serverMicrosPerComment for each comment accepted; null if no process was named
 * @param ownCores of the load test itself
 * @param reasons why comments were not accepted, or viewers disconnected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ThroughputReport(
        int connections,
        int videos,
        int viewers,
        List<Interval> intervals,
        @Nullable Double serverCores,
        @Nullable Double serverMicrosPerComment,
        double ownCores,
        List<String> reasons) {

    static ThroughputReport of(
            ThroughputSettings settings,
            List<Interval> intervals,
            Reading begin,
            Reading end,
            boolean knowsServer,
            List<String> reasons) {
        Pace pace = Pace.between(begin, end);
        return new ThroughputReport(
                settings.connections(),
                settings.videos(),
                settings.viewers(),
                intervals,
                knowsServer ? pace.serverCores() : null,
                knowsServer ? pace.serverMicrosPerFrame() : null,
                pace.ownCores(),
                reasons);
    }

    /** What went wrong or was too slow; empty if the run met the limits. */
    List<String> misses(@Nullable Double minFirst, @Nullable Double minLast) {
        List<String> misses = new ArrayList<>();
        require(minFirst, "first", intervals.get(0), misses);
        require(minLast, "last", intervals.get(intervals.size() - 1), misses);
        return misses;
    }

    private static void require(@Nullable Double least, String which, Interval interval, List<String> misses) {
        if (least != null && interval.acceptedPerSecond() < least) {
            misses.add("the " + which + " interval has " + Table.decimal(interval.acceptedPerSecond())
                    + " comments/s, fewer than " + Table.decimal(least));
        }
    }

    String table() {
        StringBuilder text = new StringBuilder(line("seconds", "accepted/s", "refused", "p50", "p99", "max"));
        for (Interval interval : intervals) {
            text.append(line(
                    "%s-%s".formatted(seconds(interval.fromSeconds()), seconds(interval.toSeconds())),
                    Table.decimal(interval.acceptedPerSecond()),
                    Table.count(interval.refused()),
                    millis(interval.latency().p50()),
                    millis(interval.latency().p99()),
                    millis(interval.latency().max())));
        }
        text.append(cost());
        reasons.forEach(reason -> text.append("  note: ").append(reason).append('\n'));
        return text.toString();
    }

    private Table cost() {
        Table table = new Table();
        if (serverCores != null) {
            table.row("server CPU", Table.decimal(serverCores) + " cores")
                    .row("server CPU for each comment", Table.decimal(serverMicrosPerComment) + " µs");
        }
        return table.row("own CPU", Table.decimal(ownCores) + " cores");
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "  %9s  %10s  %8s  %9s  %9s  %9s%n", (Object[]) cells);
    }

    private static String seconds(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }

    private static String millis(double millis) {
        return Table.decimal(millis) + " ms";
    }
}
