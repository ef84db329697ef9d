package io.ovation.access.rights;

import io.ovation.common.topic.Topic;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Some topics: one by its name, or all whose names begin alike, as {@code video:*}, {@code conversation:a-*} or {@code
 * *}.
 *
 * @param start of the names, or the whole name
 * @param open whether more may follow
 */
public record TopicPattern(String start, boolean open) {

    private static final char ANY = '*';
    private static final int LONGEST_ID = 128;
    private static final Pattern ID_START = Pattern.compile("[A-Za-z0-9._~-]{0," + LONGEST_ID + "}");

    /**
     * @throws IllegalArgumentException if it is none, or can fit no topic: whoever wrote it meant something else, and
     *     nobody should find out by what they may not do
     */
    public static TopicPattern parse(String text) {
        if (text.isEmpty() || text.charAt(text.length() - 1) != ANY) {
            return new TopicPattern(Topic.wanted(text).toString(), false);
        }
        String start = text.substring(0, text.length() - 1);
        if (Arrays.stream(Topic.Kind.values())
                .noneMatch(kind -> canBegin(start, kind.name().toLowerCase(Locale.ROOT) + ':'))) {
            throw new IllegalArgumentException(
                    "a pattern is a topic, or the beginning of topics and '*', as in video:*");
        }
        return new TopicPattern(start, true);
    }

    private static boolean canBegin(String start, String kind) {
        return kind.startsWith(start)
                || (start.startsWith(kind)
                        && ID_START.matcher(start.substring(kind.length())).matches());
    }

    /** @param topic by its name */
    boolean covers(String topic) {
        return open ? topic.startsWith(start) : topic.equals(start);
    }

    @Override
    public String toString() {
        return open ? start + ANY : start;
    }
}
