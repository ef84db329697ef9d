package io.ovation.common.topic;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What viewers subscribe to and publishers publish to: {@code video:<id>}, {@code conversation:<id>} or
 * {@code presence:<member>}.
 */
public record Topic(Kind kind, String id) {

    /** What a topic is about; decides which events it carries. */
    public enum Kind {
        VIDEO("video"),
        CONVERSATION("conversation"),
        PRESENCE("presence");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        private static Kind from(String prefix, String name) {
            for (Kind kind : values()) {
                if (kind.prefix.equals(prefix)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "topic " + quote(name) + " must start with 'video:', 'conversation:' or 'presence:'");
        }
    }

    /** Ids are RFC 3986 unreserved characters, so that they need no escaping in a URL. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    private static final String CHARACTERS = "A-Z a-z 0-9 . _ ~ -";

    /** A client that is given a URL with such a path segment takes it out, escaped or not, before it asks. */
    private static final Set<String> DOT_SEGMENTS = Set.of(".", "..");

    /** Takes dot segments, too: stores, and nodes of an earlier version, may have topics that are called so. */
    public Topic {
        requireCharacters(kind.prefix, id);
    }

    public static Topic video(String id) {
        return new Topic(Kind.VIDEO, id);
    }

    public static Topic conversation(String id) {
        return new Topic(Kind.CONVERSATION, id);
    }

    public static Topic presence(String member) {
        return new Topic(Kind.PRESENCE, member);
    }

    /**
     * Reads what a client asks for.
     *
     * @throws IllegalArgumentException with a message fit for whoever sent {@code name}
     */
    public static Topic wanted(String name) {
        Topic topic = parse(name);
        requireId(topic.kind.prefix, topic.id);
        return topic;
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException if it is none
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Topic parse(String name) {
        int colon = name.indexOf(':');
        Kind kind = Kind.from(colon < 0 ? "" : name.substring(0, colon), name);
        return new Topic(kind, name.substring(colon + 1));
    }

    /**
     * Checks the id of a topic or of a member that a client sent.
     *
     * @param field what the id is called where it came from; the message starts with it
     * @throws IllegalArgumentException with a message fit for whoever sent {@code id}
     */
    public static String requireId(String field, String id) {
        requireCharacters(field, id);
        if (DOT_SEGMENTS.contains(id)) {
            throw new IllegalArgumentException(field + " id " + quote(id)
                    + " must not be '.' or '..', which a URL cannot have in its path; any other 1 to 128 characters of "
                    + CHARACTERS + " will do");
        }
        return id;
    }

    private static void requireCharacters(String field, String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    field + " id " + quote(id) + " must be 1 to 128 characters of " + CHARACTERS);
        }
    }

    /** Echoes at most a line of what a client sent. */
    private static String quote(String text) {
        return '\'' + (text.length() <= 80 ? text : text.substring(0, 80) + "…") + '\'';
    }

    @JsonValue
    @Override
    public String toString() {
        return kind.prefix + ':' + id;
    }
}
