package io.ovation.likes.log;

import io.ovation.common.settings.Require;

/**
 * How this backend tells of its logs.
 *
 * @param fetchReaders how many of those who fetch entries are served at once
 * @param waitingFetches how many of them may wait for it; more are told to ask again
 * @param tails for how many logs the mark of the last entry is repeated
 */
public record LogSettings(int fetchReaders, int waitingFetches, int tails) {

    public LogSettings {
        Require.positive("ovation.likes.log.fetch-readers", fetchReaders);
        Require.positive("ovation.likes.log.waiting-fetches", waitingFetches);
        Require.positive("ovation.likes.log.tails", tails);
    }
}
