package io.ovation.systemtests.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Finds the status of each answer of HTTP/1.1, however its bytes were cut into pieces. */
final class StatusLines implements AnswerReader {

    private static final byte[] BEGIN = "HTTP/1.1 ".getBytes(US_ASCII);
    private static final int DIGITS = 3;

    private int matched;
    private int status;

    @Override
    public void read(ByteBuf bytes, Consumer<String> answers) {
        while (bytes.isReadable()) {
            byte next = bytes.readByte();
            if (matched < BEGIN.length) {
                matched = next == BEGIN[matched] ? matched + 1 : next == BEGIN[0] ? 1 : 0;
            } else {
                status = 10 * status + next - '0';
                if (++matched == BEGIN.length + DIGITS) {
                    answers.accept(Integer.toString(status));
                    matched = 0;
                    status = 0;
                }
            }
        }
    }
}
