package io.ovation.dispatcher.subscribers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/** What the topics of this node count of their subscribers, looked up once. */
final class SubscriberCounters {

    /** Messages to frontend nodes. */
    static final Counter DELIVERED = Metrics.counter("ovation.dispatcher.delivered");

    /** Leases of all topics of this node. */
    static final AtomicInteger LEASES = Metrics.gauge("ovation.dispatcher.subscriptions", new AtomicInteger());

    static final Counter STALE_BOOT = ended("stale-boot");
    static final Counter LEASE_EXPIRED = ended("lease-expired");
    static final Counter NODE_GONE = ended("node-gone");

    static final Counter STORE_LOAD_FAILED = storeFailed("load");
    static final Counter STORE_ADD_FAILED = storeFailed("add");
    static final Counter STORE_REMOVE_FAILED = storeFailed("remove");

    private SubscriberCounters() {}

    private static Counter ended(String reason) {
        return Metrics.counter("ovation.dispatcher.subscriptions.ended", "reason", reason);
    }

    private static Counter storeFailed(String operation) {
        return Metrics.counter("ovation.dispatcher.store.failed", "operation", operation);
    }
}
