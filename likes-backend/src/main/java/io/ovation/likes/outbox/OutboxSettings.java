package io.ovation.likes.outbox;

import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How comments are published.
 *
 * @param limit how many may be on their way, from their acceptance to their acknowledgement; more are refused
 * @param perTopic how many of one topic may wait for their acknowledgement; further ones follow when these have it
 * @param repeatAfter when what is not acknowledged is first sent again; doubled from one repetition to the next
 * @param removeAfter how long an acknowledged comment may stay in the store's outbox
 * @param takeOverAfter when another backend's comment that nobody seems to publish is published by this one
 */
public record OutboxSettings(
        int limit, int perTopic, Duration repeatAfter, Duration removeAfter, Duration takeOverAfter) {

    public OutboxSettings {
        Require.positive("ovation.likes.outbox.limit", limit);
        Require.between("ovation.likes.outbox.per-topic", perTopic, 1, limit);
        Require.positive("ovation.likes.outbox.repeat-after", repeatAfter);
        Require.positive("ovation.likes.outbox.remove-after", removeAfter);
        // Ages are compared in the store, to the millisecond.
        if (takeOverAfter.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "ovation.likes.outbox.take-over-after must be at least 100 ms, not " + takeOverAfter);
        }
    }

    /** Often enough that a backend confirms what it publishes before another one takes it over. */
    Duration checkEvery() {
        return takeOverAfter.dividedBy(2);
    }

    /** What is younger may still be between its commit and this backend's publisher: it is not looked for. */
    Duration confirmAfter() {
        return takeOverAfter.dividedBy(4);
    }
}
