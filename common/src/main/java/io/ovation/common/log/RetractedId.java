package io.ovation.common.log;

import java.util.Optional;

/**
 * The id that an entry retracts, if any. An emptied comment retracts nothing: its retraction is an entry of its own.
 */
public enum RetractedId implements EntryBody.Visitor<Optional<String>> {
    OF;

    @Override
    public Optional<String> comment(Comment comment) {
        return Optional.empty();
    }

    @Override
    public Optional<String> retraction(Retraction retraction) {
        return Optional.of(retraction.target());
    }

    @Override
    public Optional<String> emptied(Emptied emptied) {
        return Optional.empty();
    }
}
