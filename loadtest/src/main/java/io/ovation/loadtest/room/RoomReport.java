package io.ovation.loadtest.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.loadtest.process.Pace;
import io.ovation.loadtest.report.Latencies;
import io.ovation.loadtest.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one run. Latencies run from the intended time of a comment to its receipt by a viewer, and leave out
 * the warm-up.
 *
 * @param ownLatency of comments received by the member who made them
 * @param latency of all comments received, those included
 * @param pace its frames are comments received
 * @param serverResidentBytes at the end, with all viewers connected; null if no process was named
 * @param reasons why viewers were disconnected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoomReport(
        String topic,
        int viewers,
        double commentsPerSecond,
        Posting posting,
        View view,
        Latencies ownLatency,
        Latencies latency,
        Pace pace,
        @Nullable Long serverResidentBytes,
        List<String> reasons) {

    /** What went wrong or was too slow; empty if the run met the limit. */
    List<String> misses(Duration maxP99) {
        List<String> misses = new ArrayList<>();
        double limit = maxP99.toNanos() / 1e6;
        if (latency.p99() > limit) {
            misses.add("p99 is " + Table.decimal(latency.p99()) + " ms, over the limit of " + Table.decimal(limit)
                    + " ms");
        }
        if (latency.count() == 0) {
            misses.add("no comment was measured");
        }
        if (view.missingEchoes() > 0) {
            misses.add(Table.count(view.missingEchoes()) + " own comments did not reach their members");
        }
        return misses;
    }

    String table() {
        Table table = new Table()
                .row("viewers", viewers)
                .row(
                        "comments accepted",
                        Table.count(posting.accepted()) + " of " + Table.count(posting.comments())
                                + " (warm-up included)")
                .row(
                        "comments accepted/s",
                        Table.decimal(posting.acceptedPerSecond()) + " of " + Table.decimal(commentsPerSecond)
                                + " asked for")
                .row("comments not accepted", posting.notAccepted())
                .row("comments sent late", posting.sentLate())
                .row("own comments missing", view.missingEchoes())
                .row("own comments repeated", view.repeatedEchoes());
        ownLatency.addTo(table, "own latency");
        latency.addTo(table, "latency");
        table.row("publisher late p99", Table.decimal(posting.lateness().p99()) + " ms")
                .row("comments/s a viewer saw, median", Table.decimal(view.medianPerSecond()))
                .row("comments/s a viewer saw, max", Table.decimal(view.maxPerSecond()))
                .row("sampled events", view.sampled())
                .row("gaps announced", view.gaps())
                .row("viewers disconnected", view.disconnected())
                .row("comments received/s", Math.round(pace.framesPerSecond()));
        if (serverResidentBytes != null) {
            table.row("server CPU", Table.decimal(pace.serverCores()) + " cores")
                    .row("server resident memory", Table.megabytes(serverResidentBytes));
        }
        return table.row("own CPU", Table.decimal(pace.ownCores()) + " cores") + notes();
    }

    private String notes() {
        StringBuilder notes = new StringBuilder();
        posting.reasons().forEach(reason -> note(notes, reason));
        reasons.forEach(reason -> note(notes, reason));
        if (posting.sentLate() > 0) {
            note(
                    notes,
                    Table.count(posting.sentLate()) + " comments were sent more than " + Posting.LATE_MILLIS
                            + " ms late; the latencies include it");
        }
        return notes.toString();
    }

    private static void note(StringBuilder notes, String text) {
        notes.append("  note: ").append(text).append('\n');
    }
}
