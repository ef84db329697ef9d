package io.ovation.common.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers by which events are followed. Each is as likely as any other, so that the upper 32 bits of it tell, at every
 * stage alike, whether the event is in the sample.
 */
public final class TraceId {

    /** Of what is not followed. */
    public static final long NONE = 0;

    /** FNV-1a, 64 bits. */
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private TraceId() {}

    /** Of an entry of a log, from its id. */
    public static long of(String id) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * PRIME;
        }
        return orOne(mix(hash));
    }

    /** Of an event that has no id. */
    public static long next() {
        return orOne(ThreadLocalRandom.current().nextLong());
    }

    /** In the form in which viewers are told it: 16 hexadecimal digits. */
    public static String toText(long trace) {
        return HexFormat.of().toHexDigits(trace);
    }

    /** @throws NumberFormatException if it is no such text */
    public static long fromText(String text) {
        if (text.length() != Long.BYTES * 2) {
            throw new NumberFormatException("a trace has 16 hexadecimal digits");
        }
        return HexFormat.fromHexDigitsToLong(text);
    }

    /** Its place among all numbers, in 0 to 2^32 - 1: the sample is those below a threshold. */
    public static long rank(long trace) {
        return trace >>> Integer.SIZE;
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    private static long orOne(long trace) {
        return trace == NONE ? 1 : trace;
    }
}
