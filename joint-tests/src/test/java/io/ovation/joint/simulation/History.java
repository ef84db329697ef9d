package io.ovation.joint.simulation;

import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.Mark;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every entry that a data centre has ever numbered, each with the one before it: two marks that are equal share all. */
final class History {

    /** An entry and what was before it. */
    record Node(Entry entry, @Nullable Node before) {

        Mark mark() {
            return entry.mark();
        }

        Mark follows() {
            return before == null ? Mark.START : before.mark();
        }

        String id() {
            return entry.id();
        }
    }

    private final Map<Mark, Node> nodes = new HashMap<>();
    private final Set<String> retracted = new HashSet<>();

    /** @throws AssertionError if another history has the same mark */
    void logged(Entry entry, Mark before) {
        Node node = new Node(entry, nodes.get(before));
        if (entry.body() instanceof Emptied) {
            retracted.add(entry.id());
        }
        if (before.position() > 0 && node.before() == null) {
            throw new AssertionError(entry.mark() + " follows " + before + ", which nobody has logged");
        }
        Node known = nodes.putIfAbsent(entry.mark(), node);
        if (known != null && (!known.id().equals(node.id()) || !known.follows().equals(node.follows()))) {
            throw new AssertionError("two histories share " + entry.mark());
        }
    }

    void retracted(String id) {
        retracted.add(id);
    }

    /** Whether it is void: it was retracted at some time, here or where it comes from. */
    boolean isVoid(String id) {
        return retracted.contains(id);
    }

    Optional<Node> find(Mark mark) {
        return Optional.ofNullable(nodes.get(mark));
    }
}
