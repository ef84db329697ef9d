package io.ovation.loadtest.viewer;

import io.netty.buffer.ByteBuf;
import io.ovation.loadtest.publish.Stamp;

/** Finds the first {@link Stamp} of a line, however the line was cut into pieces. Makes no objects. */
final class StampScanner {

    private static final byte[] PREFIX = Stamp.prefix();
    private static final int HEAD_END = PREFIX.length + 16;
    private static final int END = PREFIX.length + Stamp.DIGITS;

    private int matched;
    private long head;
    private long intendedNanos;

    /** @param to the end of the line, or of what has come of it */
    void scan(ByteBuf bytes, int from, int to) {
        int at = from;
        while (at < to && matched < END) {
            if (matched == 0) {
                at = bytes.indexOf(at, to, PREFIX[0]);
                if (at < 0) {
                    return;
                }
            }
            take(bytes.getByte(at++));
        }
    }

    boolean found() {
        return matched == END;
    }

    int run() {
        return (int) (head >>> Integer.SIZE);
    }

    int sequence() {
        return (int) head;
    }

    long intendedNanos() {
        return intendedNanos;
    }

    void reset() {
        matched = 0;
    }

    private void take(byte b) {
        if (matched < PREFIX.length) {
            matched = b == PREFIX[matched] ? matched + 1 : restart(b);
            return;
        }
        int digit = Character.digit(b, 16);
        if (digit < 0) {
            matched = restart(b);
        } else if (matched++ < HEAD_END) {
            head = head << 4 | digit;
        } else {
            intendedNanos = intendedNanos << 4 | digit;
        }
    }

    private static int restart(byte b) {
        return b == PREFIX[0] ? 1 : 0;
    }
}
