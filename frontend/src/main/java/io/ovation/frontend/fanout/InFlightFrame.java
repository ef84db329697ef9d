package io.ovation.frontend.fanout;

import io.ovation.frontend.frame.Frame;
import org.jspecify.annotations.Nullable;

/** A frame that some connections of a ring have not been told yet. */
final class InFlightFrame {

    private final long number;
    private final Runnable done;
    private @Nullable Frame frame;

    /** How many connections wait for this frame, and for no earlier one. */
    int waiting;

    /**
     * @param number larger than that of every earlier frame
     * @param waiting how many connections wait for no earlier frame
     * @param done told once nobody waits for it any more
     */
    InFlightFrame(long number, Frame frame, int waiting, Runnable done) {
        this.number = number;
        this.frame = frame;
        this.waiting = waiting;
        this.done = done;
    }

    long number() {
        return number;
    }

    /** Null if nothing is left of it. */
    @Nullable
    Frame frame() {
        return frame;
    }

    /** @return whether that changes it */
    boolean retract(String comment) {
        if (frame == null || !frame.tells(comment)) {
            return false;
        }
        frame = frame.without(comment).orElse(null);
        return true;
    }

    void done() {
        done.run();
    }
}
