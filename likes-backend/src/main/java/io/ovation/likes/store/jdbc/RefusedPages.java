package io.ovation.likes.store.jdbc;

import io.ovation.common.log.Mark;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pages that the database has refused, so that each is told of once: it is sent again and again. Of as many logs as one
 * may have to look after; a page of one that was forgotten is told of once more. Not safe for use by several threads.
 */
final class RefusedPages {

    private static final int MOST_LOGS = 1_000;

    private final Map<RemoteLog, Mark> ends = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RemoteLog, Mark> eldest) {
            return size() > MOST_LOGS;
        }
    };

    /** Whether it is not the one that was last refused of its log. */
    boolean isNew(RemotePage page) {
        Mark end = page.range().through();
        return !end.equals(ends.put(page.log(), end));
    }
}
