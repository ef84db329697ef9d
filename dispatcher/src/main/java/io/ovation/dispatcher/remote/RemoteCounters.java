package io.ovation.dispatcher.remote;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;

/** What this node counts of the logs of other data centres, looked up once. */
final class RemoteCounters {

    /** Pages that were sent to the store, repetitions included. */
    static final Counter PAGES = Metrics.counter("ovation.dispatcher.remote.pages");

    /** Of those, what was too late to be shown entry by entry. */
    static final Counter PAGES_WITH_GAP = Metrics.counter("ovation.dispatcher.remote.pages.gap");

    static final Counter COMMITTED = answers("committed");

    /** Answers with a cursor that is not where the page ends: it did not begin there, or the answer is a late one. */
    static final Counter REFUSED = answers("refused");

    /** The store had no time. */
    static final Counter BUSY = answers("busy");

    /** Logs that turned out to be others than they were, repetitions included. */
    static final Counter REALIGNED = Metrics.counter("ovation.dispatcher.remote.realigned");

    /** Questions for what was missing. */
    static final Counter FETCHED = Metrics.counter("ovation.dispatcher.remote.fetches");

    /** Holes that nobody filled; a sweep finds them again. */
    static final Counter GIVEN_UP = Metrics.counter("ovation.dispatcher.remote.given-up");

    /** Messages of data centres that this node does not know, or not yet. */
    static final Counter DROPPED_UNKNOWN =
            Metrics.counter("ovation.dispatcher.dropped", "reason", "data-centre-unknown");

    /** Topics that a sweep found behind. */
    static final Counter SWEPT = Metrics.counter("ovation.dispatcher.remote.sweep.behind");

    /** Sweeps that came to an end, and those that did not because nobody answered. */
    static final Counter SWEEPS_DONE = sweeps("done");

    static final Counter SWEEPS_ABANDONED = sweeps("abandoned");

    private RemoteCounters() {}

    private static Counter answers(String outcome) {
        return Metrics.counter("ovation.dispatcher.remote.answers", "outcome", outcome);
    }

    private static Counter sweeps(String outcome) {
        return Metrics.counter("ovation.dispatcher.remote.sweeps", "outcome", outcome);
    }
}
