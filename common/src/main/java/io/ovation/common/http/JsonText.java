package io.ovation.common.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a JSON body. RFC 8259 wants UTF-8, which by RFC 3629 has one form of each character, no surrogates and
 * nothing above U+10FFFF. A JSON reader that decodes by itself is more lenient, and looks for UTF-16 and UTF-32.
 */
final class JsonText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private JsonText() {}

    /**
     * @return without the byte order mark that it may begin with
     * @throws ProblemException 400 if it is not UTF-8
     */
    static String decode(byte[] body) {
        if (isOfWiderUnits(body)) {
            throw Problem.malformed("the body is in UTF-16 or UTF-32; JSON must be in UTF-8")
                    .asException();
        }
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer text = CharBuffer.allocate(body.length);
        // A new decoder reports what is malformed. There is no way for the text to have more units than bytes.
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(bytes, text, true);
        if (result.isError()) {
            throw Problem.malformed("the body is not UTF-8 from byte " + (bytes.position() + 1) + " on")
                    .asException();
        }
        text.flip();
        return text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK
                ? text.subSequence(1, text.length()).toString()
                : text.toString();
    }

    /** JSON begins with an ASCII character, so the zeros of UTF-16 and UTF-32 show, and so do their byte order marks. */
    private static boolean isOfWiderUnits(byte[] body) {
        if (body.length < 2) {
            return false;
        }
        int first = body[0] & 0xff;
        int second = body[1] & 0xff;
        return first == 0 || second == 0 || (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
    }
}
