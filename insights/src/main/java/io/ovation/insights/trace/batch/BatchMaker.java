package io.ovation.insights.trace.batch;

import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Tracing.Drained;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides what a node has noted among the nodes that join it. Each bucket goes to the node that comes first in an order
 * of its own (rendezvous hashing), so that all nodes choose the same without a word, and one that comes or goes moves its
 * own buckets only.
 */
public final class BatchMaker {

    /** The most in one batch. */
    private static final int MOST_CHECKPOINTS = 2_000;

    /** Less than a message between nodes may have. */
    private static final int MOST_BYTES = 96 * 1024;

    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private final TracingNode self;

    public BatchMaker(TracingNode self) {
        this.self = self;
    }

    /**
     * For each of the joiners what it is to be sent, in order; also of nothing noted, because that is worth to know. What
     * was dropped might have been of any bucket, so that then they begin anew where the drained end.
     *
     * @param joiners by their addresses, each with the offset of its clock
     */
    public Map<String, List<CheckpointBatch>> batches(
            Drained drained, Map<String, ? extends @Nullable ClockOffset> joiners, long nowMicros) {
        Map<String, Integer> buckets = new HashMap<>();
        List<String> joinerOf = new ArrayList<>();
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            String joiner = joinerOf(bucket, joiners.keySet());
            joinerOf.add(joiner);
            buckets.merge(joiner, 1 << bucket, (some, more) -> some | more);
        }
        Map<String, List<Checkpoint>> checkpoints = new HashMap<>();
        for (Checkpoint checkpoint : drained.checkpoints()) {
            checkpoints
                    .computeIfAbsent(joinerOf.get(Buckets.of(checkpoint.trace())), none -> new ArrayList<>())
                    .add(checkpoint);
        }
        Map<String, List<CheckpointBatch>> batches = new HashMap<>();
        buckets.forEach((joiner, covered) -> batches.put(
                joiner,
                split(
                        drained,
                        checkpoints.getOrDefault(joiner, List.of()),
                        (from, through, part) -> new CheckpointBatch(
                                self,
                                covered,
                                from,
                                through,
                                nowMicros,
                                drained.sampledBelow(),
                                joiners.get(joiner),
                                part))));
        return batches;
    }

    private interface Part {
        CheckpointBatch of(long fromMicros, long throughMicros, List<Checkpoint> checkpoints);
    }

    /** Each part ends a microsecond after it begins, but for the last: one that gets lost leaves a break. */
    private static List<CheckpointBatch> split(Drained drained, List<Checkpoint> checkpoints, Part part) {
        List<CheckpointBatch> parts = new ArrayList<>();
        long through = drained.throughMicros();
        long from = drained.dropped() > 0 ? through : drained.fromMicros();
        int begin = 0;
        int bytes = 0;
        for (int i = 0; i < checkpoints.size(); i++) {
            bytes += checkpoints.get(i).bytes();
            if (i - begin == MOST_CHECKPOINTS || bytes > MOST_BYTES) {
                long end = Math.min(from + 1, through);
                parts.add(part.of(from, end, checkpoints.subList(begin, i)));
                from = end;
                begin = i;
                bytes = checkpoints.get(i).bytes();
            }
        }
        parts.add(part.of(from, through, checkpoints.subList(begin, checkpoints.size())));
        return parts;
    }

    private static String joinerOf(int bucket, Collection<String> joiners) {
        return joiners.stream()
                .max(Comparator.<String>comparingLong(joiner -> weight(bucket, joiner))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow(() -> new IllegalArgumentException("nobody joins"));
    }

    private static long weight(int bucket, String joiner) {
        long mixed = (joiner.hashCode() ^ (bucket + 1) * GOLDEN_RATIO) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
