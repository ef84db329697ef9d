package io.ovation.likes.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Retraction;

/** How many entries were logged, of each kind. */
final class LoggedEntries implements EntryBody.Visitor<Counter> {

    private final Counter comments = counter("comment");
    private final Counter retractions = counter("retraction");
    private final Counter emptied = counter("emptied");

    @Override
    public Counter comment(Comment comment) {
        return comments;
    }

    @Override
    public Counter retraction(Retraction retraction) {
        return retractions;
    }

    @Override
    public Counter emptied(Emptied emptiedComment) {
        return emptied;
    }

    private static Counter counter(String kind) {
        return Metrics.counter("ovation.likes.log.entries", "kind", kind);
    }
}
