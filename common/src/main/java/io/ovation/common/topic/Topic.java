package io.ovation.common.topic;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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

    public Topic {
        requireId(kind.prefix, id);
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
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException with a message fit for whoever sent {@code name}
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Topic parse(String name) {
        int colon = name.indexOf(':');
        Kind kind = Kind.from(colon < 0 ? "" : name.substring(0, colon), name);
        return new Topic(kind, name.substring(colon + 1));
    }

    /**
     * Checks the id of a topic or of a member.
     *
     * @param field what the id is called where it came from; the message starts with it
     * @throws IllegalArgumentException with a message fit for whoever sent {@code id}
     */
    public static String requireId(String field, String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    field + " id " + quote(id) + " must be 1 to 128 characters of A-Z a-z 0-9 . _ ~ -");
        }
        return id;
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
