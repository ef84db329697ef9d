package io.ovation.access.rights;

import io.ovation.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The member that a token's subject is. A subject that is the id of a member is that member. In another, as {@code
 * auth0|1}, each byte of UTF-8 that an id cannot have is written {@code ~XX}: {@code auth0~7C1}. So is a {@code ~} which
 * could be taken for the beginning of that, so that no two subjects are one member.
 */
public final class MemberName {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final char ESCAPE = '~';

    private MemberName() {}

    /** @throws IllegalArgumentException if that is no id: too long, empty, {@code .} or {@code ..} */
    public static String of(String subject) {
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            char character = (char) (bytes[at] & 0xff);
            boolean asItIs = character == ESCAPE ? !isEscape(bytes, at) : isOfId(character);
            if (asItIs) {
                name.append(character);
            } else {
                name.append(ESCAPE).append(HEX.toHexDigits(bytes[at]));
            }
        }
        return Topic.requireId("member", name.toString());
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length && isHex(bytes[at + 1]) && isHex(bytes[at + 2]);
    }

    private static boolean isHex(byte digit) {
        return (digit >= '0' && digit <= '9') || (digit >= 'A' && digit <= 'F');
    }

    private static boolean isOfId(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '_'
                || character == '-';
    }
}
