package io.ovation.dispatcher.kv;

import java.util.HexFormat;

/** Versions as texts of 16 hexadecimal digits, whose order is that of the numbers. */
public final class VersionText {

    public static final int LENGTH = 16;

    private VersionText() {}

    /** Flips the sign, so that negative numbers come first. */
    public static String of(long version) {
        return HexFormat.of().toHexDigits(version ^ Long.MIN_VALUE);
    }

    /** @throws NumberFormatException if it is none */
    public static long parse(String text) {
        return Long.parseUnsignedLong(text, 16) ^ Long.MIN_VALUE;
    }
}
