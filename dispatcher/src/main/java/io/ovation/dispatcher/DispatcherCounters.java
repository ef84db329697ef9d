package io.ovation.dispatcher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;

/** What the topic actors of this node count, looked up once. */
final class DispatcherCounters {

    /** Events that went out, each to every subscriber of its topic. */
    static final Counter PUBLISHED = Metrics.counter("ovation.dispatcher.published");

    /** Messages to frontend nodes. */
    static final Counter DELIVERED = Metrics.counter("ovation.dispatcher.delivered");

    /** Messages to frontend nodes that were not acknowledged in time. */
    static final Counter REPEATED = Metrics.counter("ovation.dispatcher.repeated");

    /** Comments that came before an earlier one; their origin repeats them. */
    static final Counter COMMENT_EARLY = Metrics.counter("ovation.dispatcher.comments.early");

    /** Times that a subscriber had too much to acknowledge and was sent the whole topic instead. */
    static final Counter SUBSCRIBER_BEHIND = Metrics.counter("ovation.dispatcher.subscribers.behind");

    static final Counter DROPPED_STASH_FULL = dropped("stash-full");
    static final Counter DROPPED_PEER_BEHIND = dropped("data-centre-behind");
    static final Counter DROPPED_STOPPED = dropped("stopped");
    static final Counter DROPPED_KNOWN_COMMENT = dropped("known-comment");
    static final Counter DROPPED_TYPING_TOO_SOON = dropped("typing-too-soon");
    static final Counter DROPPED_TYPING_MEMBERS = dropped("typing-members");

    static final Counter STALE_BOOT = subscriptions("stale-boot");
    static final Counter LEASE_EXPIRED = subscriptions("lease-expired");
    static final Counter NODE_GONE = subscriptions("node-gone");

    static final Counter STORE_LOAD_FAILED = storeFailed("load");
    static final Counter STORE_ADD_FAILED = storeFailed("add");
    static final Counter STORE_REMOVE_FAILED = storeFailed("remove");

    /** Times that nobody told in time how a topic stands. */
    static final Counter TOPIC_LOAD_OVERDUE = Metrics.counter("ovation.dispatcher.topic-load.overdue");

    private DispatcherCounters() {}

    private static Counter dropped(String reason) {
        return Metrics.counter("ovation.dispatcher.dropped", "reason", reason);
    }

    private static Counter subscriptions(String reason) {
        return Metrics.counter("ovation.dispatcher.subscriptions.ended", "reason", reason);
    }

    private static Counter storeFailed(String operation) {
        return Metrics.counter("ovation.dispatcher.store.failed", "operation", operation);
    }
}
