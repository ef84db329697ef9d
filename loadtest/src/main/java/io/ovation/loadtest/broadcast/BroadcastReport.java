package io.ovation.loadtest.broadcast;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.loadtest.process.Pace;
import io.ovation.loadtest.report.Latencies;
import io.ovation.loadtest.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one run.
 *
 * @param events those measured, after the warm-up
 * @param latency from the intended time of an event to its receipt by a viewer
 * @param publisherLateness by how much events were sent later than intended; part of the latency
 * @param serverResidentBytes at the end, with all viewers connected; null if no process was named
 * @param silent null if no viewers were asked for who read nothing
 * @param receipts null if no viewers were asked for who send them
 * @param reasons why events were refused or viewers disconnected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BroadcastReport(
        String topic,
        double eventsPerSecond,
        int warmUpEvents,
        int events,
        Delivery delivery,
        long expected,
        long lost,
        Latencies latency,
        Latencies publisherLateness,
        Pace pace,
        @Nullable Long serverResidentBytes,
        @Nullable SilentReport silent,
        @Nullable ReceiptReport receipts,
        List<String> reasons) {

    private static final double LATE_MILLIS = 10;

    /** What went wrong or was too slow; empty if the run met the limit. */
    List<String> misses(Duration maxP99) {
        List<String> misses = new ArrayList<>();
        double limit = maxP99.toNanos() / 1e6;
        if (latency.p99() > limit) {
            misses.add("p99 is " + Table.decimal(latency.p99()) + " ms, over the limit of " + Table.decimal(limit)
                    + " ms");
        }
        if (latency.count() == 0) {
            misses.add("no frame was measured");
        }
        addIfAny(misses, lost, "frames lost");
        addIfAny(misses, delivery.duplicated(), "frames duplicated");
        addIfAny(misses, delivery.outOfOrder(), "frames out of order");
        addIfAny(misses, delivery.gaps(), "gaps announced");
        addIfAny(misses, delivery.refused(), "events not accepted");
        addIfAny(misses, delivery.disconnected(), "viewers disconnected");
        return misses;
    }

    String table() {
        Table table = new Table()
                .row("viewers", delivery.viewers())
                .row(
                        "events measured",
                        Table.count(events) + " at " + Table.decimal(eventsPerSecond) + "/s (after " + warmUpEvents
                                + " of warm-up)")
                .row("events not accepted", delivery.refused())
                .row("frames expected", Table.count(expected) + " (warm-up included)")
                .row("frames delivered", delivery.delivered())
                .row("frames lost", lost)
                .row("frames duplicated", delivery.duplicated())
                .row("frames out of order", delivery.outOfOrder())
                .row("gaps announced", delivery.gaps())
                .row("viewers disconnected", delivery.disconnected())
                .row("frames/s", Math.round(pace.framesPerSecond()));
        latency.addTo(table, "latency");
        if (receipts != null) {
            receipts.addTo(table);
        }
        table.row("publisher late p99", Table.decimal(publisherLateness.p99()) + " ms");
        if (serverResidentBytes != null) {
            table.row("server CPU per frame", Table.decimal(pace.serverMicrosPerFrame()) + " µs")
                    .row("server CPU", Table.decimal(pace.serverCores()) + " cores")
                    .row("server resident memory", Table.megabytes(serverResidentBytes));
        }
        if (silent != null) {
            silent.addTo(table);
        }
        return table.row("own CPU", Table.decimal(pace.ownCores()) + " cores") + notes();
    }

    private String notes() {
        StringBuilder notes = new StringBuilder();
        reasons.forEach(reason -> notes.append("  note: ").append(reason).append('\n'));
        if (publisherLateness.p99() > LATE_MILLIS) {
            notes.append("  note: the publisher was held up; the latencies include its lateness\n");
        }
        return notes.toString();
    }

    private static void addIfAny(List<String> misses, long count, String what) {
        if (count > 0) {
            misses.add(Table.count(count) + " " + what);
        }
    }
}
