package io.ovation.likes.outbox;

import io.ovation.likes.store.EmptyStore;
import io.ovation.likes.store.NewComment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A store that knows unpublished comments and nothing else, and fails when the test wants it to. */
final class UnpublishedStore extends EmptyStore {

    private final List<NewComment> unpublished = new ArrayList<>();
    private boolean fails;

    synchronized void add(NewComment comment) {
        unpublished.add(comment);
    }

    synchronized void fail(boolean now) {
        fails = now;
    }

    synchronized List<NewComment> unpublished() {
        return List.copyOf(unpublished);
    }

    @Override
    public synchronized List<NewComment> claimUnpublished(Duration ownAge, Duration othersAge, int othersLimit) {
        requireWorking();
        return List.copyOf(unpublished);
    }

    @Override
    public synchronized void removePublished(Collection<String> commentIds) {
        requireWorking();
        unpublished.removeIf(comment -> commentIds.contains(comment.comment().id()));
    }

    private void requireWorking() {
        if (fails) {
            throw new IllegalStateException("the test's store fails");
        }
    }
}
