package io.ovation.edge.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Decodes percent-encoded text, once, and refuses what another decoder might read otherwise: a {@code %} without two
 * hexadecimal digits, what is not UTF-8 (an overlong form, a surrogate), and what should have been encoded.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, section 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3629#section-3">RFC 3629, section 3</a>
 */
final class PercentDecoder {

    private static final String INCOMPLETE = "a '%' that two hexadecimal digits do not follow";

    private PercentDecoder() {}

    /** Of a path. A slash that is encoded is no separator: it stays {@code %2F}. */
    static String path(String text) {
        return isPlain(text, false) ? text : decode(text, false, true);
    }

    /** Of a name or a value in a query, where a plus is a space. */
    static String query(String text) {
        return isPlain(text, true) ? text : decode(text, true, false);
    }

    private static boolean isPlain(String text, boolean plusIsSpace) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || (c == '+' && plusIsSpace) || !isVisibleAscii(c)) {
                return false;
            }
        }
        return true;
    }

    private static String decode(String text, boolean plusIsSpace, boolean keepsSlashes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int octet = octet(text, i + 1);
                if (octet == '/' && keepsSlashes) {
                    bytes.writeBytes("%2F".getBytes(UTF_8));
                } else {
                    bytes.write(octet);
                }
                i += 2;
            } else if (isVisibleAscii(c)) {
                bytes.write(c == '+' && plusIsSpace ? ' ' : c);
            } else {
                throw malformed("characters that must be percent-encoded, as UTF-8");
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int octet(String text, int at) {
        if (at + 2 > text.length()) {
            throw malformed(INCOMPLETE);
        }
        int high = hexDigit(text.charAt(at));
        int low = hexDigit(text.charAt(at + 1));
        return high << 4 | low;
    }

    private static int hexDigit(char c) {
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw malformed(INCOMPLETE);
        }
        return digit;
    }

    private static String utf8(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("percent-encoded bytes that are not UTF-8");
        }
    }

    private static boolean isVisibleAscii(char c) {
        return c > ' ' && c < 0x7f;
    }

    private static ProblemException malformed(String detail) {
        return Problem.malformed("the path or the query has " + detail).asException();
    }
}
