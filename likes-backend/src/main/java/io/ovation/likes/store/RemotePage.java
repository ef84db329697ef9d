package io.ovation.likes.store;

import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import java.util.List;

/**
 * A stretch of the log of another data centre. It is taken in if the cursor, which is how far that log was taken in,
 * is where the stretch begins.
 *
 * @param gap whether it comes too late to be shown one by one
 */
public record RemotePage(RemoteLog log, LogRange range, boolean gap) {

    List<NewEntry> entries() {
        return range.entries().stream().map(this::entry).toList();
    }

    private NewEntry entry(Entry entry) {
        String origin = entry.origin();
        return new NewEntry(log.topic(), origin == null ? log.dataCentre() : origin, entry.body());
    }
}
