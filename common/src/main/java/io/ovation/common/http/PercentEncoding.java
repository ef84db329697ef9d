package io.ovation.common.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986, of text in UTF-8 and nothing else. */
public final class PercentEncoding {

    private static final int ESCAPE_LENGTH = 3;

    private PercentEncoding() {}

    /**
     * @param text of a URL
     * @throws ProblemException 400 if a {@code %} stands without two hexadecimal digits, or the text is not ASCII, or
     *     what it stands for is not UTF-8
     */
    public static String decode(String text) {
        return isPlain(text) ? text : decodeEscapes(text);
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(character -> character < 0x80 && character != '%');
    }

    private static String decodeEscapes(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%') {
                octets.write(escaped(text, i));
                i += ESCAPE_LENGTH - 1;
            } else if (character < 0x80) {
                octets.write(character);
            } else {
                throw malformed("has characters that are not ASCII; they must be percent-encoded, as UTF-8");
            }
        }
        try {
            // A new decoder reports what is malformed.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("has percent-encoded bytes that are not UTF-8");
        }
    }

    private static int escaped(String text, int at) {
        int high = digit(text, at + 1);
        int low = digit(text, at + 2);
        if (high < 0 || low < 0) {
            throw malformed("has a '%' that two hexadecimal digits do not follow");
        }
        return 16 * high + low;
    }

    /** {@link Character#digit} would take digits of all scripts. */
    private static int digit(String text, int at) {
        return at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
    }

    private static ProblemException malformed(String detail) {
        return Problem.malformed("the path or the query " + detail).asException();
    }
}
