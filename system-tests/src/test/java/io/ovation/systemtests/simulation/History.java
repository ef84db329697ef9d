package io.ovation.systemtests.simulation;

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
    record Node(Mark mark, String id, @Nullable Node before) {}

    private final Map<Mark, Node> nodes = new HashMap<>();
    private final Set<String> retracted = new HashSet<>();

    /** @throws AssertionError if another history has the same mark */
    void logged(Entry entry, Mark before) {
        Node node = new Node(entry.mark(), entry.id(), nodes.get(before));
        if (before.position() > 0 && node.before() == null) {
            throw new AssertionError(entry.mark() + " follows " + before + ", which nobody has logged");
        }
        Node known = nodes.putIfAbsent(entry.mark(), node);
        if (known != null && (!known.id().equals(node.id()) || known.before() != node.before())) {
            throw new AssertionError("two histories share " + entry.mark());
        }
    }

    void retracted(String id) {
        retracted.add(id);
    }

    /** Whether it was ever retracted, even if the store has forgotten that. */
    boolean isRetracted(String id) {
        return retracted.contains(id);
    }

    Optional<Node> find(Mark mark) {
        return Optional.ofNullable(nodes.get(mark));
    }
}
