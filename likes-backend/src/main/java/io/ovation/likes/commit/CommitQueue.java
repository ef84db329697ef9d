package io.ovation.likes.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * While one commit runs, writes wait here, and the next commit takes all of them. So the more writes come, the more of
 * them share a commit; a write that comes alone does not wait. Pages of other data centres' logs wait in a queue of
 * their own: a commit takes at most as many bytes of them as a full page has.
 */
final class CommitQueue<W, P> {

    /** What shares a commit. */
    record Group<W, P>(List<W> writes, List<P> pages) {}

    private record WaitingPage<P>(P page, int bytes) {}

    private final int writeLimit;
    private final int pageLimit;
    private final int pageBytes;
    private final Queue<WaitingPage<P>> pages = new ArrayDeque<>();
    private List<W> writes = new ArrayList<>();
    private int waitingSize;
    private boolean committing;

    /**
     * @param writeLimit how much may wait, by the sizes given to {@link #offer}
     * @param pageLimit how many pages may wait
     * @param pageBytes how much of them a commit takes, unless a single one has more
     */
    CommitQueue(int writeLimit, int pageLimit, int pageBytes) {
        this.writeLimit = writeLimit;
        this.pageLimit = pageLimit;
        this.pageBytes = pageBytes;
    }

    /** @return false if there is no room for it */
    boolean offer(W write, int size) {
        if (size > writeLimit - waitingSize) {
            return false;
        }
        writes.add(write);
        waitingSize += size;
        return true;
    }

    /** @return false if there is no room for it */
    boolean offerPage(P page, int bytes) {
        return pages.size() < pageLimit && pages.add(new WaitingPage<>(page, bytes));
    }

    /** @return what to commit now, until {@link #commitEnded}; empty while a commit runs or if nothing waits */
    Optional<Group<W, P>> startCommit() {
        if (committing || !hasWaiting()) {
            return Optional.empty();
        }
        Group<W, P> group = new Group<>(writes, takePages());
        writes = new ArrayList<>();
        waitingSize = 0;
        committing = true;
        return Optional.of(group);
    }

    void commitEnded() {
        committing = false;
    }

    boolean isIdle() {
        return !committing && !hasWaiting();
    }

    private boolean hasWaiting() {
        return !writes.isEmpty() || !pages.isEmpty();
    }

    private List<P> takePages() {
        List<P> taken = new ArrayList<>();
        int bytes = 0;
        for (WaitingPage<P> next = pages.peek(); next != null; next = pages.peek()) {
            bytes += next.bytes();
            if (!taken.isEmpty() && bytes > pageBytes) {
                break;
            }
            taken.add(pages.remove().page());
        }
        return taken;
    }
}
