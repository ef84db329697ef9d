package io.ovation.likes.http.request;

import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;

/** The text of a comment: something to read, of bounded length, that every store and every browser can hold. */
final class CommentText {

    private CommentText() {}

    static String require(String field, String text, int most) {
        if (text.chars().anyMatch(CommentText::isForbidden)) {
            throw invalid(field, "must not have control characters other than newline and tab");
        }
        int length = text.codePointCount(0, text.length());
        if (text.isBlank() || length > most) {
            throw invalid(field, "must be 1 to " + most + " characters and not all blank");
        }
        return text;
    }

    private static boolean isForbidden(int character) {
        // PostgreSQL cannot hold a NUL.
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }

    private static ProblemException invalid(String field, String rule) {
        return Problem.invalid("field '" + field + "' " + rule).asException();
    }
}
