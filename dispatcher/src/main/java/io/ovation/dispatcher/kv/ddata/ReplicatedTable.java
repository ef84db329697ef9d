package io.ovation.dispatcher.kv.ddata;

import akka.Done;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableShape;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * A table in Akka Distributed Data.
 *
 * <p>A top-level key costs every node a share of each round of gossip, so keys of the table do not get one each: they are
 * spread over a fixed number of partitions, unless they are so few that each can have its own. Consistency follows from
 * who reads, which is an actor that starts elsewhere, often because the node of the last one died:
 *
 * <ul>
 *   <li>What must survive that node is written to a majority. Nobody waits for it. Else it is written locally and travels
 *       as a delta within a moment.
 *   <li>A removal that is lost costs little, so it is written locally, too.
 *   <li>A read asks a majority, and so sees every such write that succeeded, even on a node that has only just joined. If
 *       no majority answers in time the local copy is better than nothing.
 * </ul>
 *
 * <p>Nothing in here expires by itself: whoever reads skips what has, by the clock of its node, and the next change drops
 * it.
 */
final class ReplicatedTable implements Table {

    private final InstantSource clock;
    private final boolean numberedKeys;
    private final boolean durable;
    private final List<Partition> partitions;

    ReplicatedTable(TableShape shape, int partitions, Replicas replicas, InstantSource clock) {
        this.clock = clock;
        this.numberedKeys = shape.numberedKeys().isPresent();
        this.durable = shape.durable();
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(number -> new Partition(replicas, shape.name() + '-' + number, clock))
                .toList();
    }

    @Override
    public CompletionStage<Map<String, Field>> read(String key) {
        return partition(key).read(key).thenApply(contents -> contents.fields(key, clock.instant()));
    }

    @Override
    public CompletionStage<Done> write(String key, Map<String, Field> fields) {
        Instant now = clock.instant();
        List<ReplicatedField> written = fields.entrySet().stream()
                .map(field -> ReplicatedField.of(key, field.getKey(), field.getValue(), now))
                .toList();
        return partition(key).change(durable, contents -> written.forEach(contents::write));
    }

    @Override
    public CompletionStage<Done> remove(String key, String field, long version) {
        return partition(key).change(false, contents -> contents.remove(key, field, version));
    }

    /** Partition after partition, so that whatever else the replicator is to do need not wait for all of them. */
    @Override
    public CompletionStage<Set<String>> markedKeys() {
        return markedKeys(0, new HashSet<>());
    }

    /** The local copy lasts as long as this node. */
    @Override
    public boolean mayHaveForgotten(long writtenAtNanos) {
        return false;
    }

    private CompletionStage<Set<String>> markedKeys(int number, Set<String> found) {
        if (number == partitions.size()) {
            return CompletableFuture.completedStage(found);
        }
        Partition partition = partitions.get(number);
        return partition.readLocal().thenCompose(contents -> {
            found.addAll(contents.markedKeys());
            if (!contents.edits().isEmpty()) {
                partition.change(false, unchanged -> {});
            }
            return markedKeys(number + 1, found);
        });
    }

    private Partition partition(String key) {
        int number = numberedKeys ? Integer.parseInt(key) : Math.floorMod(key.hashCode(), partitions.size());
        return partitions.get(number);
    }
}
