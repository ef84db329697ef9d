package io.ovation.loadtest.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The server's memory at one moment.
 *
 * @param collected whether its garbage was collected just before
 * @param heapBytes null if the server does not say
 */
public record Memory(
        boolean collected, long residentBytes, @Nullable Long heapBytes) {

    public static Memory read(ServerProcesses servers) throws IOException {
        boolean collected = servers.collectGarbage();
        long resident = servers.residentBytes();
        Long heap = servers.heapBytes().isPresent() ? servers.heapBytes().getAsLong() : null;
        return new Memory(collected, resident, heap);
    }
}
