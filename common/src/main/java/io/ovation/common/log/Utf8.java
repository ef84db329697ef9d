package io.ovation.common.log;

/** How long texts are in UTF-8, without encoding them. */
final class Utf8 {

    private Utf8() {}

    static int length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x80) {
                // Half of a pair of surrogates is half of four bytes.
                length += unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
            }
        }
        return length;
    }
}
