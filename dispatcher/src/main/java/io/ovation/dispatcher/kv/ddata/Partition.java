package io.ovation.dispatcher.kv.ddata;

import akka.Done;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWMapKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One top-level key of a table. One read and one update of it is under way at a time, and whatever is asked meanwhile
 * shares the next: either costs as much as the partition is large, however little it is about.
 */
final class Partition {

    private record Change(boolean majority, Consumer<PartitionContents> change) {}

    /** Callers have about one read or update under way for each topic or bucket that starts. */
    private static final int MAX_WAITING = 100_000;

    private final Replicas replicas;
    private final Key<LWWMap<String, String>> key;
    private final InstantSource clock;
    private final Batches<String, PartitionContents> reads;
    private final Batches<Change, Done> changes;

    Partition(Replicas replicas, String name, InstantSource clock) {
        this.replicas = replicas;
        this.key = LWWMapKey.create(name);
        this.clock = clock;
        this.reads = new Batches<>(MAX_WAITING, readers -> replicas.read(key).thenApply(this::contents));
        this.changes = new Batches<>(MAX_WAITING, this::update);
    }

    /** @param reader who shares what is read with others; not changed by any of them */
    CompletionStage<PartitionContents> read(String reader) {
        return reads.add(reader);
    }

    CompletionStage<PartitionContents> readLocal() {
        return replicas.readLocal(key).thenApply(this::contents);
    }

    /** @param majority whether it is done when a majority has it, rather than this node alone */
    CompletionStage<Done> change(boolean majority, Consumer<PartitionContents> change) {
        return changes.add(new Change(majority, change));
    }

    private CompletionStage<Done> update(List<Change> together) {
        return replicas.update(key, together.stream().anyMatch(Change::majority), entries -> {
            PartitionContents contents = contents(entries);
            together.forEach(each -> each.change().accept(contents));
            return contents.edits();
        });
    }

    private PartitionContents contents(Map<String, String> entries) {
        return new PartitionContents(entries, clock.instant());
    }
}
