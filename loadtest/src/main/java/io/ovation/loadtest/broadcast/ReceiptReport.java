package io.ovation.loadtest.broadcast;

import io.ovation.loadtest.report.Latencies;
import io.ovation.loadtest.report.Table;

/**
 * What viewers found who told the server what they received.
 *
 * @param sent receipts that the server has answered
 * @param latency from when a backend accepted a comment, by its clock and to the millisecond before, to its receipt
 * @param tracedLatency the same of the comments that the server follows
 */
record ReceiptReport(int viewers, long sent, long notSent, Latencies latency, Latencies tracedLatency) {

    void addTo(Table table) {
        table.row("viewers with receipts", viewers).row("receipts sent", sent).row("receipts not sent", notSent);
        latency.addTo(table, "since acceptance");
        tracedLatency.addTo(table, "the same, traced");
    }
}
