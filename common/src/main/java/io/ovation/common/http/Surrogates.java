package io.ovation.common.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/**
 * Halves of surrogate pairs. An escape can bring one into a JSON text, by RFC 8259 section 8.2; no encoding can carry it
 * any further.
 */
final class Surrogates {

    private Surrogates() {}

    /** Whether a name or a text in this value, at whatever depth, has half of a pair. */
    static boolean hasUnpaired(JsonNode value) {
        if (value.isTextual()) {
            return hasUnpaired(value.textValue());
        }
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            if (hasUnpaired(names.next())) {
                return true;
            }
        }
        for (JsonNode child : value) {
            if (hasUnpaired(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUnpaired(String text) {
        return text.codePoints()
                .anyMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
