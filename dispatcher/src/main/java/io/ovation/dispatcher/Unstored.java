package io.ovation.dispatcher;

import io.ovation.common.event.Comment;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Comments of other data centres that the store of this one may not have yet. Bounded by what those leave
 * unacknowledged.
 */
final class Unstored {

    private record Waiting(long number, Comment comment) {}

    private final Map<String, Waiting> byId = new LinkedHashMap<>();

    void add(long number, Comment comment) {
        byId.put(comment.id(), new Waiting(number, comment));
    }

    void stored(String id) {
        byId.remove(id);
    }

    Collection<Comment> all() {
        return List.copyOf(byId.values().stream().map(Waiting::comment).toList());
    }

    /** The lowest number of them. */
    OptionalLong lacking() {
        return byId.values().stream().mapToLong(Waiting::number).min();
    }
}
