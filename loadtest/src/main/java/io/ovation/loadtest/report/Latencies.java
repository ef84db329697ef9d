package io.ovation.loadtest.report;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What a histogram says, in milliseconds; all zero if it is empty. */
public record Latencies(long count, double p50, double p90, double p99, double p999, double max) {

    private static final double NANOS_PER_MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    public static Latencies of(Histogram nanos) {
        return new Latencies(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_PER_MILLISECOND,
                nanos.getValueAtPercentile(90) / NANOS_PER_MILLISECOND,
                nanos.getValueAtPercentile(99) / NANOS_PER_MILLISECOND,
                nanos.getValueAtPercentile(99.9) / NANOS_PER_MILLISECOND,
                nanos.getMaxValue() / NANOS_PER_MILLISECOND);
    }

    public void addTo(Table table, String name) {
        table.row(name + " p50", Table.decimal(p50) + " ms")
                .row(name + " p90", Table.decimal(p90) + " ms")
                .row(name + " p99", Table.decimal(p99) + " ms")
                .row(name + " p99.9", Table.decimal(p999) + " ms")
                .row(name + " max", Table.decimal(max) + " ms");
    }
}
