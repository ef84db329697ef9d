package io.ovation.likes.commit;

import io.ovation.common.settings.Require;

/**
 * How much may wait for the commit under way.
 *
 * @param queuedWrites entries of likes and comments
 * @param queuedPages pages of other data centres' logs
 */
public record CommitSettings(int queuedWrites, int queuedPages) {

    public CommitSettings {
        Require.positive("ovation.likes.queued-writes", queuedWrites);
        Require.positive("ovation.likes.queued-pages", queuedPages);
    }
}
