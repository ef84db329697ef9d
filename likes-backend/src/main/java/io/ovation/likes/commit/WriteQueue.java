package io.ovation.likes.commit;

import java.util.ArrayList;
import java.util.List;

/**
 * The heart of group commit: while one commit runs, writes wait here, and the next takes all of them. So the busier it
 * is, the more writes share a commit, and when it is quiet a write waits for nobody.
 */
final class WriteQueue<W> {

    private final int limit;
    private List<W> waiting = new ArrayList<>();
    private int waitingSize;
    private boolean committing;

    /** @param limit how much may wait, by the sizes given to {@link #offer} */
    WriteQueue(int limit) {
        this.limit = limit;
    }

    /** @return false if there is no room for it */
    boolean offer(W write, int size) {
        if (size > limit - waitingSize) {
            return false;
        }
        waiting.add(write);
        waitingSize += size;
        return true;
    }

    /** @return what to commit now, until {@link #commitEnded}; empty while a commit runs or if nothing waits */
    List<W> startCommit() {
        if (committing || waiting.isEmpty()) {
            return List.of();
        }
        List<W> group = waiting;
        waiting = new ArrayList<>();
        waitingSize = 0;
        committing = true;
        return group;
    }

    void commitEnded() {
        committing = false;
    }

    List<W> waiting() {
        return List.copyOf(waiting);
    }

    boolean isIdle() {
        return !committing && waiting.isEmpty();
    }
}
