package io.ovation.loadtest.idle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.loadtest.process.Memory;
import io.ovation.loadtest.report.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one run.
 *
 * @param bytesPerConnection by how much resident memory grew; what the kernel keeps for sockets is not in it
 * @param heapBytesPerConnection null if the server did not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IdleReport(
        int viewers,
        int topics,
        int disconnected,
        Memory before,
        Memory after,
        double bytesPerConnection,
        @Nullable Double heapBytesPerConnection) {

    static IdleReport of(IdleSettings settings, int disconnected, Memory before, Memory after) {
        int viewers = settings.viewers();
        Double heap = before.heapBytes() == null || after.heapBytes() == null
                ? null
                : (double) (after.heapBytes() - before.heapBytes()) / viewers;
        double resident = (double) (after.residentBytes() - before.residentBytes()) / viewers;
        return new IdleReport(viewers, settings.topics(), disconnected, before, after, resident, heap);
    }

    /** What went wrong or was too much; empty if the run met the limit. */
    List<String> misses(long maxBytes) {
        List<String> misses = new ArrayList<>();
        if (bytesPerConnection > maxBytes) {
            misses.add(Table.count(Math.round(bytesPerConnection)) + " bytes per connection, over the limit of "
                    + Table.count(maxBytes));
        }
        if (disconnected > 0) {
            misses.add(Table.count(disconnected) + " viewers disconnected");
        }
        return misses;
    }

    String table() {
        Table table = new Table()
                .row("viewers", viewers)
                .row("topics", topics)
                .row("viewers disconnected", disconnected)
                .row("resident memory before", Table.megabytes(before.residentBytes()))
                .row("resident memory after", Table.megabytes(after.residentBytes()));
        if (heapBytesPerConnection != null) {
            table.row("heap used before", Table.megabytes(before.heapBytes()))
                    .row("heap used after", Table.megabytes(after.heapBytes()))
                    .row("heap per connection", Table.count(Math.round(heapBytesPerConnection)) + " bytes");
        }
        table.row("resident memory per connection", Table.count(Math.round(bytesPerConnection)) + " bytes");
        return table + note();
    }

    private String note() {
        return before.collected() && after.collected()
                ? "  The server's garbage was collected with jcmd before each reading.\n"
                : "  note: jcmd could not collect the server's garbage, so the readings include some.\n";
    }
}
