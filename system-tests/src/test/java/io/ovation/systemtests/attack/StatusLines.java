package io.ovation.systemtests.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** Finds the status of each answer among the bytes of a connection, however they were cut into pieces. */
final class StatusLines {

    private static final byte[] BEGIN = "HTTP/1.1 ".getBytes(US_ASCII);
    private static final int DIGITS = 3;

    private int matched;
    private int status;

    void read(ByteBuffer bytes, IntConsumer statuses) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (matched < BEGIN.length) {
                matched = next == BEGIN[matched] ? matched + 1 : next == BEGIN[0] ? 1 : 0;
            } else {
                status = 10 * status + next - '0';
                if (++matched == BEGIN.length + DIGITS) {
                    statuses.accept(status);
                    matched = 0;
                    status = 0;
                }
            }
        }
    }
}
