package io.ovation.frontend.link;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the broadcasts that wait for an event loop, or are under way to its viewers. One that is refused past the bound
 * costs no memory. Running it says that one of them has reached everybody.
 */
public final class Backlog implements Runnable {

    private final int bound;
    private final AtomicInteger broadcasts = new AtomicInteger();

    public Backlog(int bound) {
        this.bound = bound;
    }

    /** @return whether there is room for one more, which is then taken */
    boolean take() {
        if (broadcasts.get() >= bound) {
            return false;
        }
        broadcasts.incrementAndGet();
        return true;
    }

    @Override
    public void run() {
        broadcasts.decrementAndGet();
    }
}
