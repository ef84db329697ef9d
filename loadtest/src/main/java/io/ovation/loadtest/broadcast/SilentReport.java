package io.ovation.loadtest.broadcast;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.loadtest.process.Memory;
import io.ovation.loadtest.report.Table;
import org.jspecify.annotations.Nullable;

/**
 * What became of the viewers who read nothing, and what they cost.
 *
 * @param disconnected those whose stream the server had ended by the end of the run
 * @param before the server's memory when the other viewers were connected and these were not; null if no process was
 *     named
 * @param highestResidentBytes the most from then to the end, which includes the heap that publishing has touched
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SilentReport(
        int viewers,
        int disconnected,
        @Nullable Memory before,
        @Nullable Long highestResidentBytes) {

    void addTo(Table table) {
        table.row("silent viewers", viewers).row("silent viewers disconnected", disconnected);
        if (before != null && highestResidentBytes != null) {
            table.row("server memory before them", Table.megabytes(before.residentBytes()))
                    .row("server memory, highest", Table.megabytes(highestResidentBytes))
                    .row("growth for each", Table.count(growthForEach()) + " bytes");
        }
    }

    private long growthForEach() {
        return (highestResidentBytes - before.residentBytes()) / viewers;
    }
}
