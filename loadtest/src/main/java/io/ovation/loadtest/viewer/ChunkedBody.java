package io.ovation.loadtest.viewer;

import io.netty.buffer.ByteBuf;
import java.net.ProtocolException;

/**
 * Takes the chunks of a response apart, wherever they and the reads that bring them begin and end, and hands their
 * contents on in place.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding">RFC 9112, section 7.1</a>
 */
final class ChunkedBody {

    private static final int MAX_SIZE_DIGITS = 7;

    private enum Place {
        SIZE,
        EXTENSION,
        CONTENT,
        AFTER_CONTENT,
        END
    }

    private final EventScanner contents;
    private Place place = Place.SIZE;
    private int sizeDigits;
    private int left;

    ChunkedBody(EventScanner contents) {
        this.contents = contents;
    }

    /** @throws ProtocolException if it is not chunked transfer coding */
    void feed(ByteBuf bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to && place != Place.END) {
            if (place == Place.CONTENT) {
                int end = Math.min(to, at + left);
                contents.scan(bytes, at, end);
                left -= end - at;
                at = end;
                place = left == 0 ? Place.AFTER_CONTENT : Place.CONTENT;
            } else {
                onFraming(bytes.getByte(at++));
            }
        }
    }

    /** The last chunk has come; trailers, if any, do not matter. */
    boolean ended() {
        return place == Place.END;
    }

    private void onFraming(byte b) throws ProtocolException {
        if (b == '\n') {
            onLineEnd();
        } else if (b == '\r') {
            return;
        } else if (place == Place.SIZE && b == ';') {
            place = Place.EXTENSION;
        } else if (place == Place.SIZE) {
            onSizeDigit(b);
        } else if (place == Place.AFTER_CONTENT) {
            throw new ProtocolException("a chunk is longer than its size says");
        }
    }

    private void onSizeDigit(byte b) throws ProtocolException {
        int digit = Character.digit(b, 16);
        if (digit < 0 || ++sizeDigits > MAX_SIZE_DIGITS) {
            throw new ProtocolException("a chunk's size is not 1 to " + MAX_SIZE_DIGITS + " hexadecimal digits");
        }
        left = left << 4 | digit;
    }

    private void onLineEnd() throws ProtocolException {
        if (place == Place.AFTER_CONTENT) {
            place = Place.SIZE;
            return;
        }
        if (sizeDigits == 0) {
            throw new ProtocolException("a chunk has no size");
        }
        sizeDigits = 0;
        place = left == 0 ? Place.END : Place.CONTENT;
    }
}
