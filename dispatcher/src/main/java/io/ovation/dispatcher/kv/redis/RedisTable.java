package io.ovation.dispatcher.kv.redis;

import akka.Done;
import io.lettuce.core.ScriptOutputType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.VersionText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A hash for each key, and a sorted set of the keys that have a marked field, by when the last of those expires. Each
 * call is one script, which goes by the server's clock.
 */
final class RedisTable implements Table {

    private static final RedisScript READ = RedisScript.read("read.lua", ScriptOutputType.MULTI);
    private static final RedisScript WRITE = RedisScript.read("write.lua", ScriptOutputType.INTEGER);
    private static final RedisScript REMOVE = RedisScript.read("remove.lua", ScriptOutputType.INTEGER);
    private static final RedisScript MARKED = RedisScript.read("marked.lua", ScriptOutputType.MULTI);

    private final Redis redis;
    private final String keyPrefix;
    private final String markedKey;
    private final Counter unparsable;

    RedisTable(Redis redis, String name) {
        this.redis = redis;
        this.keyPrefix = redis.keyPrefix() + "table:" + name + ':';
        this.markedKey = redis.keyPrefix() + "marked:" + name;
        this.unparsable =
                Metrics.counter("ovation.dispatcher.store.records.ignored", "reason", "unparsable", "table", name);
    }

    @Override
    public CompletionStage<Map<String, Field>> read(String key) {
        return redis.<List<String>>run(READ, keys(key)).thenApply(this::fields);
    }

    @Override
    public CompletionStage<Done> write(String key, Map<String, Field> fields) {
        List<String> arguments = new ArrayList<>(1 + 5 * fields.size());
        arguments.add(key);
        fields.forEach((name, field) -> {
            arguments.add(name);
            arguments.add(VersionText.of(field.version()));
            arguments.add(Long.toString(field.life().toMillis()));
            arguments.add(RedisRecord.markText(field.marked()));
            arguments.add(field.text());
        });
        return redis.run(WRITE, keys(key), arguments.toArray(String[]::new)).thenApply(reply -> Done.getInstance());
    }

    @Override
    public CompletionStage<Done> remove(String key, String field, long version) {
        return redis.run(REMOVE, keys(key), field, VersionText.of(version)).thenApply(reply -> Done.getInstance());
    }

    @Override
    public CompletionStage<Set<String>> markedKeys() {
        return redis.<List<String>>run(MARKED, new String[] {markedKey}).thenApply(Set::copyOf);
    }

    /** Behind a connection that was made since may be a server that has lost everything. */
    @Override
    public boolean mayHaveForgotten(long writtenAtNanos) {
        return redis.trouble().isEmpty() && !redis.hasLastedSince(writtenAtNanos);
    }

    private String[] keys(String key) {
        return new String[] {keyPrefix + key, markedKey};
    }

    private Map<String, Field> fields(List<String> namesLivesAndRecords) {
        Map<String, Field> fields = new HashMap<>();
        for (int i = 0; i + 2 < namesLivesAndRecords.size(); i += 3) {
            String name = namesLivesAndRecords.get(i);
            Duration life = Duration.ofMillis(Long.parseLong(namesLivesAndRecords.get(i + 1)));
            RedisRecord.parse(namesLivesAndRecords.get(i + 2))
                    .ifPresentOrElse(
                            record ->
                                    fields.put(name, new Field(record.version(), record.text(), life, record.marked())),
                            unparsable::increment);
        }
        return fields;
    }
}
