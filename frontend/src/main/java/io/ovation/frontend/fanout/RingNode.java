package io.ovation.frontend.fanout;

import org.jspecify.annotations.Nullable;

/**
 * A connection in the ring of a topic, or about to be in one. A node rather than an entry of a collection, because it is
 * put in and taken out at any place while others are visited.
 *
 * @param <C> a connection
 */
public class RingNode<C> {

    private final C connection;

    @Nullable
    ViewerRing<C> ring;

    RingNode<C> previous = this;
    RingNode<C> next = this;

    /** The number of the latest frame that it need not be told any more. */
    long seen;

    public RingNode(C connection) {
        this.connection = connection;
    }

    public C connection() {
        return connection;
    }

    /** Whether it is in a ring, and gets frames. */
    public boolean isLinked() {
        return ring != null;
    }
}
