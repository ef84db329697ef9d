package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * Finds a field with a short text in a line of JSON, however the line was cut into pieces. Inside of a text quotation marks
 * are escaped, so that what is found is no part of one.
 */
final class TextFieldScanner {

    private static final int MOST_BYTES = 32;

    private final byte[] prefix;
    private final byte[] text = new byte[MOST_BYTES];
    private int matched;
    private int length;
    private boolean hasEnded;

    TextFieldScanner(String field) {
        prefix = ('"' + field + "\":\"").getBytes(US_ASCII);
    }

    /** @param to the end of the line, or of what has come of it */
    void scan(ByteBuf bytes, int from, int to) {
        for (int at = from; at < to && !hasEnded; at++) {
            take(bytes.getByte(at));
        }
    }

    /** Empty if there is none. */
    String text() {
        return hasEnded ? new String(text, 0, length, US_ASCII) : "";
    }

    void reset() {
        matched = 0;
        length = 0;
        hasEnded = false;
    }

    private void take(byte b) {
        if (matched < prefix.length) {
            matched = b == prefix[matched] ? matched + 1 : b == prefix[0] ? 1 : 0;
        } else if (b == '"') {
            hasEnded = true;
        } else if (length < MOST_BYTES) {
            text[length++] = b;
        } else {
            reset();
        }
    }
}
