package io.ovation.dispatcher.presence;

import akka.Done;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableShape;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * What outlives a bucket: its members as they were, as a table of buckets and members, in which those are marked who are
 * online. A memory aid for the one actor that owns the bucket. Entries expire unless they are written again, and may be
 * lost.
 */
final class PresenceTable {

    private static final String NAME = "presence";

    /** One bucket writes, and what it writes last holds. */
    private static final long VERSION = 0;

    private static final Counter UNPARSABLE =
            Metrics.counter("ovation.dispatcher.store.records.ignored", "reason", "unparsable", "table", NAME);

    private final Table table;
    private final PresenceBucketSettings settings;

    PresenceTable(Table table, PresenceBucketSettings settings) {
        this.table = table;
        this.settings = settings;
    }

    /** To be called once for each store. */
    static PresenceTable open(KeyValueStore store, PresenceBucketSettings settings) {
        // What a dispatcher wrote in the moment before it died may be lost; the next heartbeats make up for it.
        TableShape shape = new TableShape(NAME, OptionalInt.of(settings.shared().buckets()), false);
        return new PresenceTable(store.table(shape), settings);
    }

    /** @return those of whom anything is known */
    CompletionStage<Map<String, PresenceRecord>> load(int bucket) {
        return table.read(Integer.toString(bucket)).thenApply(PresenceTable::members);
    }

    /** Replaces what was known of these members, and leaves others alone. */
    CompletionStage<Done> write(int bucket, Map<String, PresenceRecord> members) {
        Map<String, Table.Field> fields = new HashMap<>();
        members.forEach((member, record) ->
                fields.put(member, new Table.Field(VERSION, record.text(), record.life(settings), record.online())));
        return table.write(Integer.toString(bucket), fields);
    }

    /** @return the buckets with a member who was online when the bucket wrote last; perhaps a few more */
    CompletionStage<Set<Integer>> online() {
        return table.markedKeys()
                .thenApply(keys -> keys.stream().map(Integer::valueOf).collect(Collectors.toSet()));
    }

    /** Whether what was written before that {@link System#nanoTime()} may be lost by now. */
    boolean mayHaveForgotten(long writtenAtNanos) {
        return table.mayHaveForgotten(writtenAtNanos);
    }

    private static Map<String, PresenceRecord> members(Map<String, Table.Field> fields) {
        Map<String, PresenceRecord> members = new HashMap<>();
        fields.forEach((member, field) -> PresenceRecord.parse(field.text())
                .ifPresentOrElse(record -> members.put(member, record), UNPARSABLE::increment));
        return members;
    }
}
