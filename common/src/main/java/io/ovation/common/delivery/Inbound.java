package io.ovation.common.delivery;

/**
 * The receiver's side of {@link Outbound}: takes each item once and in order, and keeps none. One that comes too early
 * is refused, and comes again after those before it.
 */
public final class Inbound {

    /** What to do with an item. */
    public enum Verdict {
        /** The next one: take it, and acknowledge it. */
        NEXT,
        /** Taken before: acknowledge it again. */
        REPEATED,
        /** Something before it is missing: drop it. */
        EARLY
    }

    private boolean started;
    private long stream;
    private long received;

    /** A stream that is new here begins with the oldest item that its sender would still repeat. */
    public Verdict receive(Position position) {
        if (!started || position.stream() != stream) {
            if (position.sequence() != position.first()) {
                return Verdict.EARLY;
            }
            started = true;
            stream = position.stream();
            received = position.sequence();
            return Verdict.NEXT;
        }
        if (position.sequence() <= received) {
            return Verdict.REPEATED;
        }
        if (position.sequence() > received + 1) {
            return Verdict.EARLY;
        }
        received++;
        return Verdict.NEXT;
    }

    public long stream() {
        return stream;
    }

    /** The latest item taken. */
    public long received() {
        return received;
    }
}
