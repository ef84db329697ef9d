package io.ovation.dispatcher.topic;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/** What the topic actors of this node count, looked up once. */
final class TopicCounters {

    /** Those that there are on this node. */
    static final AtomicInteger TOPICS = Metrics.gauge("ovation.dispatcher.topics", new AtomicInteger());

    /** Events that went out, each to every subscriber of its topic. */
    static final Counter PUBLISHED = Metrics.counter("ovation.dispatcher.published");

    /** Entries of logs that went out likewise. */
    static final Counter ENTRIES = Metrics.counter("ovation.dispatcher.log.entries");

    /** Questions of topics for what their logs lack. */
    static final Counter HOLES_ASKED = Metrics.counter("ovation.dispatcher.log.holes", "outcome", "asked");

    /** Holes that nobody filled in time. */
    static final Counter HOLES_SKIPPED = Metrics.counter("ovation.dispatcher.log.holes", "outcome", "skipped");

    /** Logs that turned out to be others than they were. */
    static final Counter DIVERGED = Metrics.counter("ovation.dispatcher.log.diverged");

    /** Questions of others that a topic answered itself, and those that it passed on. */
    static final Counter FETCHES_ANSWERED = fetches("answered");

    static final Counter FETCHES_RELAYED = fetches("relayed");

    /** Watched topics that were compared with the store. */
    static final Counter COMPARED = Metrics.counter("ovation.dispatcher.log.compared");

    /** Questions for the log of a data centre that is not this one. */
    static final Counter DROPPED_MISDIRECTED = dropped("misdirected");

    static final Counter DROPPED_STASH_FULL = dropped("stash-full");
    static final Counter DROPPED_STOPPED = dropped("stopped");
    static final Counter DROPPED_TYPING_TOO_SOON = dropped("typing-too-soon");
    static final Counter DROPPED_TYPING_MEMBERS = dropped("typing-members");

    /** Times that the store did not tell in time who watches a topic. */
    static final Counter STORE_SLOW = Metrics.counter("ovation.dispatcher.store.slow");

    /** Times that nobody told in time how a topic stands. */
    static final Counter TOPIC_LOAD_OVERDUE = Metrics.counter("ovation.dispatcher.topic-load.overdue");

    private TopicCounters() {}

    private static Counter fetches(String outcome) {
        return Metrics.counter("ovation.dispatcher.log.fetches", "outcome", outcome);
    }

    private static Counter dropped(String reason) {
        return Metrics.counter("ovation.dispatcher.dropped", "reason", reason);
    }
}
