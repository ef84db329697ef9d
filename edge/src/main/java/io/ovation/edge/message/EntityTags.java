package io.ovation.edge.message;

import java.util.List;

/**
 * Evaluates {@code If-Match} and {@code If-None-Match} for what exists and has a strong entity tag. What is no entity tag
 * matches nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110, section 13.1</a>
 */
public final class EntityTags {

    private static final String ANY = "*";
    private static final String WEAK = "W/";

    private EntityTags() {}

    /**
     * The weak comparison, of {@code If-None-Match}: a cached copy that is as good as the resource will do.
     *
     * @param fields the values of all lines of the field
     * @param tag of the resource, with its quotes
     */
    public static boolean matchWeakly(List<String> fields, String tag) {
        return match(fields, tag, true);
    }

    /** The strong comparison, of {@code If-Match}: the same bytes or none. */
    public static boolean matchStrongly(List<String> fields, String tag) {
        return match(fields, tag, false);
    }

    private static boolean match(List<String> fields, String tag, boolean weakly) {
        for (String field : fields) {
            if (field.strip().equals(ANY) || lists(field, tag, weakly)) {
                return true;
            }
        }
        return false;
    }

    /** Members are told apart by their quotes: there may be commas in them. */
    private static boolean lists(String field, String tag, boolean weakly) {
        int at = 0;
        while (at < field.length()) {
            char c = field.charAt(at);
            if (c == ',' || c == ' ' || c == '\t') {
                at++;
                continue;
            }
            boolean isWeak = field.startsWith(WEAK, at);
            int begin = isWeak ? at + WEAK.length() : at;
            int end = field.indexOf('"', begin + 1);
            if (end < 0 || field.charAt(begin) != '"') {
                return false;
            }
            at = end + 1;
            if ((weakly || !isWeak) && field.substring(begin, at).equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
