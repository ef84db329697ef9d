package io.ovation.loadtest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * What a load test's comment says: which run and which event of it this is, and when it was meant to be sent. Of fixed
 * length and without a character that JSON escapes, so that it is found again in a stream's bytes.
 *
 * @param intendedNanos {@link System#nanoTime()} of the process that publishes; means something to that process only
 */
public record Stamp(int run, int sequence, long intendedNanos) {

    /** Number of hexadecimal digits that follow the {@link #prefix()}. */
    public static final int DIGITS = 32;

    private static final String PREFIX = "~load:";

    /** Begins with a byte that occurs in it only once, so a scanner that fails need not step back. */
    public static byte[] prefix() {
        return PREFIX.getBytes(US_ASCII);
    }

    public String text() {
        char[] text = new char[PREFIX.length() + DIGITS];
        Arrays.fill(text, '0');
        PREFIX.getChars(0, PREFIX.length(), text, 0);
        put(Integer.toHexString(run), text, PREFIX.length() + 8);
        put(Integer.toHexString(sequence), text, PREFIX.length() + 16);
        put(Long.toHexString(intendedNanos), text, PREFIX.length() + DIGITS);
        return new String(text);
    }

    private static void put(String digits, char[] text, int end) {
        digits.getChars(0, digits.length(), text, end - digits.length());
    }
}
