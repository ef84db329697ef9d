package io.ovation.likes.store;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Retraction;
import java.util.Optional;

/**
 * The id that an entry retracts, if any. An emptied comment retracts nothing: its retraction is an entry of its own.
 */
enum RetractedId implements EntryBody.Visitor<Optional<String>> {
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
