package io.ovation.access.rights;

import io.ovation.common.topic.Topic;
import java.util.List;

/**
 * What somebody may do.
 *
 * @param read topics that they may watch
 * @param write topics that they may publish to
 */
public record Rights(List<TopicPattern> read, List<TopicPattern> write, Role role) {

    private static final List<TopicPattern> EVERYTHING = List.of(TopicPattern.parse("*"));

    static final Rights ALL = new Rights(EVERYTHING, EVERYTHING, Role.SERVICE);

    public Rights {
        read = List.copyOf(read);
        write = List.copyOf(write);
    }

    boolean mayRead(Topic topic) {
        return covers(read, topic);
    }

    boolean mayWrite(Topic topic) {
        return covers(write, topic);
    }

    boolean mayWriteAll() {
        return write.stream()
                .anyMatch(pattern -> pattern.open() && pattern.start().isEmpty());
    }

    private static boolean covers(List<TopicPattern> patterns, Topic topic) {
        String name = topic.toString();
        for (TopicPattern pattern : patterns) {
            if (pattern.covers(name)) {
                return true;
            }
        }
        return false;
    }
}
