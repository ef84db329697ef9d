package io.ovation.insights.trace.join;

import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.TracingNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The nodes that are known, and what is known of them; one that is gone is kept for as long as it matters. */
final class Coverages {

    private final Map<TracingNode, Coverage> nodes = new HashMap<>();
    private final long keptMicros;

    /** @param keptMicros after something was last heard of a node */
    Coverages(long keptMicros) {
        this.keptMicros = keptMicros;
    }

    void add(CheckpointBatch batch, long nowMicros) {
        Coverage coverage = of(batch.node());
        coverage.heard(nowMicros);
        coverage.add(batch);
    }

    /** They are members of the cluster, even if none of their batches has come. */
    void members(Collection<TracingNode> members, long nowMicros) {
        members.forEach(member -> of(member).heard(nowMicros));
        nodes.values().removeIf(coverage -> coverage.heardMicros() < nowMicros - keptMicros);
    }

    /** Everything that the node with that address has noted; not if it was started anew meanwhile. */
    boolean hasOf(String address, long trace, long fromMicros, long throughMicros) {
        return matching(node -> node.address().equals(address)).stream()
                .anyMatch(coverage -> coverage.has(trace, fromMicros, throughMicros));
    }

    /** Everything that any dispatcher of the data centre has noted; not if none is known. */
    boolean hasOfDispatchers(String dataCentre, long trace, long fromMicros, long throughMicros) {
        List<Coverage> dispatchers =
                matching(node -> node.dispatcher() && node.dataCentre().equals(dataCentre));
        return !dispatchers.isEmpty()
                && dispatchers.stream().allMatch(coverage -> coverage.has(trace, fromMicros, throughMicros));
    }

    private List<Coverage> matching(Predicate<TracingNode> condition) {
        return nodes.entrySet().stream()
                .filter(each -> condition.test(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Coverage of(TracingNode node) {
        return nodes.computeIfAbsent(node, unknown -> new Coverage());
    }
}
