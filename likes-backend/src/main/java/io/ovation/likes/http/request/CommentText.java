package io.ovation.likes.http.request;

import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;

/** The text of a comment: something to read, of bounded length, that every store and every browser can hold. */
final class CommentText {

    private CommentText() {}

    static String require(String field, String text, int most) {
        // Unpaired surrogates are no characters: UTF-8 cannot carry them, nor PostgreSQL a NUL.
        if (text.codePoints().anyMatch(CommentText::isForbidden)) {
            throw invalid(
                    field,
                    "must not have control characters other than newline and tab, nor half a" + " surrogate pair");
        }
        int length = text.codePointCount(0, text.length());
        if (text.isBlank() || length > most) {
            throw invalid(field, "must be 1 to " + most + " characters and not all blank");
        }
        return text;
    }

    private static boolean isForbidden(int character) {
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return surrogate || (Character.isISOControl(character) && character != '\n' && character != '\t');
    }

    private static ProblemException invalid(String field, String rule) {
        return Problem.invalid("field '" + field + "' " + rule).asException();
    }
}
