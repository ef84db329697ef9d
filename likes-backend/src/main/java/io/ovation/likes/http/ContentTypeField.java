package io.ovation.likes.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code Content-Type}, by RFC 9110, sections 5.6.6 and 8.3.1.
 *
 * @param mediaType in lower case
 * @param parameters by name in lower case, unquoted
 */
record ContentTypeField(String mediaType, Map<String, String> parameters) {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** @return empty if it is none, or has a parameter twice */
    static Optional<ContentTypeField> parse(String field) {
        return new Scanner(field).scan();
    }

    /** Reads from left to right. A part that is not there is an empty one. */
    private static final class Scanner {

        private final String field;
        private int at;

        Scanner(String field) {
            this.field = field;
        }

        Optional<ContentTypeField> scan() {
            String type = token();
            boolean slash = skip('/');
            String subtype = token();
            if (type.isEmpty() || !slash || subtype.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            skipBlanks();
            while (skip(';')) {
                skipBlanks();
                if (!parameter(parameters)) {
                    return Optional.empty();
                }
                skipBlanks();
            }
            return at < field.length()
                    ? Optional.empty()
                    : Optional.of(new ContentTypeField((type + '/' + subtype).toLowerCase(Locale.ROOT), parameters));
        }

        /** @return whether it is one, or nothing, which may stand between two semicolons as well */
        private boolean parameter(Map<String, String> parameters) {
            String name = token().toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                return true;
            }
            if (!skip('=')) {
                return false;
            }
            Optional<String> value = skip('"') ? quoted() : Optional.of(token()).filter(token -> !token.isEmpty());
            return value.isPresent() && parameters.putIfAbsent(name, value.get()) == null;
        }

        private String token() {
            int begin = at;
            while (at < field.length() && isOfToken(field.charAt(at))) {
                at++;
            }
            return field.substring(begin, at);
        }

        /** @return empty if the quotation mark at its end is missing */
        private Optional<String> quoted() {
            StringBuilder text = new StringBuilder();
            boolean ended = skip('"');
            while (!ended && at < field.length()) {
                skip('\\');
                if (at < field.length()) {
                    text.append(field.charAt(at));
                    at++;
                }
                ended = skip('"');
            }
            return ended ? Optional.of(text.toString()) : Optional.empty();
        }

        private void skipBlanks() {
            while (at < field.length() && (field.charAt(at) == ' ' || field.charAt(at) == '\t')) {
                at++;
            }
        }

        private boolean skip(char character) {
            boolean there = at < field.length() && field.charAt(at) == character;
            at += there ? 1 : 0;
            return there;
        }

        private static boolean isOfToken(char character) {
            boolean letterOrDigit = (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9');
            return letterOrDigit || TOKEN_MARKS.indexOf(character) >= 0;
        }
    }
}
