package io.ovation.dispatcher.presence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/** What the buckets of this node count, looked up once. */
final class PresenceCounters {

    /** Members of this node's buckets who are online. */
    static final AtomicInteger ONLINE = Metrics.gauge("ovation.presence.members.online", new AtomicInteger());

    static final Counter CAME_ONLINE = Metrics.counter("ovation.presence.changes", "status", "online");
    static final Counter WENT_OFFLINE = Metrics.counter("ovation.presence.changes", "status", "offline");

    /** Messages with heartbeats, and the members in them. */
    static final Counter BATCHES = Metrics.counter("ovation.presence.heartbeat.batches");

    static final Counter HEARTBEATS = Metrics.counter("ovation.presence.heartbeats");

    static final Counter DROPPED_BUCKET_FULL = dropped("bucket-full");
    static final Counter DROPPED_STASH_FULL = dropped("stash-full");
    static final Counter DROPPED_STOPPED = dropped("stopped");
    static final Counter DROPPED_FORGOTTEN = dropped("offline-forgotten");

    /** Times that the store did not tell in time whom a bucket holds. */
    static final Counter STORE_SLOW = Metrics.counter("ovation.presence.store.slow");

    static final Counter STORE_LOAD_FAILED = storeFailed("load");
    static final Counter STORE_WRITE_FAILED = storeFailed("write");
    static final Counter STORE_SWEEP_FAILED = storeFailed("sweep");

    private PresenceCounters() {}

    /** From the start: of a counter that appears with its first event, nobody sees that one. */
    static void begin() {
        // The class has been initialised by this call.
    }

    private static Counter dropped(String reason) {
        return Metrics.counter("ovation.presence.dropped", "reason", reason);
    }

    private static Counter storeFailed(String operation) {
        return Metrics.counter("ovation.presence.store.failed", "operation", operation);
    }
}
