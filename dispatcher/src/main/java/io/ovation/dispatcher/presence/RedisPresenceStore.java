package io.ovation.dispatcher.presence;

import akka.Done;
import io.lettuce.core.ScriptOutputType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.dispatcher.subscription.Redis;
import io.ovation.dispatcher.subscription.RedisScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Keeps members in Redis: a hash for each bucket with a field for each member, and a sorted set of the buckets with
 * somebody online, by when the last of them expires. All times of expiry are of the server's clock.
 */
final class RedisPresenceStore implements PresenceStore {

    private static final RedisScript LOAD = script("load-bucket.lua", ScriptOutputType.MULTI);
    private static final RedisScript WRITE = script("write-bucket.lua", ScriptOutputType.INTEGER);
    private static final RedisScript ONLINE = script("online-buckets.lua", ScriptOutputType.MULTI);

    private static final Counter UNPARSABLE =
            Metrics.counter("ovation.presence.store.records.ignored", "reason", "unparsable");

    private final Redis redis;
    private final PresenceBucketSettings settings;

    RedisPresenceStore(Redis redis, PresenceBucketSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    @Override
    public CompletionStage<Map<String, PresenceRecord>> load(int bucket) {
        return redis.<List<String>>run(LOAD, new String[] {bucketKey(bucket)}).thenApply(RedisPresenceStore::members);
    }

    @Override
    public CompletionStage<Done> write(int bucket, Map<String, PresenceRecord> members) {
        List<String> arguments = new ArrayList<>(1 + 3 * members.size());
        arguments.add(Integer.toString(bucket));
        members.forEach((member, record) -> {
            arguments.add(member);
            arguments.add(record.text());
            arguments.add(Long.toString(record.life(settings).toMillis()));
        });
        return redis.run(WRITE, new String[] {bucketKey(bucket), onlineKey()}, arguments.toArray(String[]::new))
                .thenApply(reply -> Done.getInstance());
    }

    @Override
    public CompletionStage<Set<Integer>> online() {
        return redis.<List<String>>run(ONLINE, new String[] {onlineKey()})
                .thenApply(buckets -> buckets.stream().map(Integer::valueOf).collect(Collectors.toSet()));
    }

    @Override
    public boolean mayHaveForgotten(long writtenAtNanos) {
        return redis.trouble().isEmpty() && !redis.hasLastedSince(writtenAtNanos);
    }

    private static Map<String, PresenceRecord> members(List<String> namesAndRecords) {
        Map<String, PresenceRecord> members = new HashMap<>();
        for (int i = 0; i + 1 < namesAndRecords.size(); i += 2) {
            String member = namesAndRecords.get(i);
            PresenceRecord.parse(namesAndRecords.get(i + 1))
                    .ifPresentOrElse(record -> members.put(member, record), UNPARSABLE::increment);
        }
        return members;
    }

    private String bucketKey(int bucket) {
        return redis.keyPrefix() + "presence:" + bucket;
    }

    private String onlineKey() {
        return redis.keyPrefix() + "presence-online";
    }

    private static RedisScript script(String resource, ScriptOutputType reply) {
        return RedisScript.read(RedisPresenceStore.class, resource, reply);
    }
}
