package io.ovation.dispatcher.presence;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWMapKey;
import io.ovation.dispatcher.subscription.ReplicatedValues;
import io.ovation.dispatcher.subscription.SubscriptionStoreSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.OptionConverters;

/**
 * Keeps members in Akka Distributed Data: a map from member to record for each bucket.
 *
 * <p>A write goes to the local copy and travels from there as a delta within a moment. Of what a dispatcher wrote in the
 * moment before it died some may be lost; the next heartbeats make up for it. A read asks a majority, so that a node
 * that has only just joined knows what the others do.
 *
 * <p>Nothing in here expires by itself: whoever reads skips what has, by the clock of its node, and the sweep drops it.
 */
final class DistributedDataPresenceStore implements PresenceStore {

    private final PresenceBucketSettings settings;
    private final InstantSource clock;
    private final ReplicatedValues<LWWMap<String, String>> maps;

    private DistributedDataPresenceStore(
            PresenceBucketSettings settings, InstantSource clock, ReplicatedValues<LWWMap<String, String>> maps) {
        this.settings = settings;
        this.clock = clock;
        this.maps = maps;
    }

    /** Starts a replicator of its own on this node; once per actor system. */
    static PresenceStore start(
            ActorSystem<?> system,
            SubscriptionStoreSettings replication,
            PresenceBucketSettings settings,
            InstantSource clock) {
        return new DistributedDataPresenceStore(
                settings, clock, ReplicatedValues.start(system, replication, "ovation-presence", LWWMap.create()));
    }

    @Override
    public CompletionStage<Map<String, PresenceRecord>> load(int bucket) {
        return maps.read(key(bucket)).thenApply(map -> membersOf(texts(map)));
    }

    @Override
    public CompletionStage<Done> write(int bucket, Map<String, PresenceRecord> members) {
        Instant now = clock.instant();
        return maps.updateLocal(key(bucket), map -> {
            LWWMap<String, String> changed = map;
            for (Map.Entry<String, PresenceRecord> member : members.entrySet()) {
                PresenceRecord record = member.getValue();
                changed = changed.put(maps.self(), member.getKey(), record.text(now.plus(record.life(settings))));
            }
            return changed;
        });
    }

    /** Bucket after bucket, so that whatever else the replicator is to do need not wait for all of them. */
    @Override
    public CompletionStage<Set<Integer>> online() {
        return online(0, new HashSet<>());
    }

    private CompletionStage<Set<Integer>> online(int bucket, Set<Integer> found) {
        if (bucket == settings.shared().buckets()) {
            return CompletableFuture.completedStage(found);
        }
        return maps.readLocal(key(bucket)).thenCompose(map -> {
            if (hasOnline(bucket, texts(map))) {
                found.add(bucket);
            }
            return online(bucket + 1, found);
        });
    }

    /** The local copy lasts as long as this node. */
    @Override
    public boolean mayHaveForgotten(long writtenAtNanos) {
        return false;
    }

    private static Map<String, String> texts(Optional<LWWMap<String, String>> map) {
        return map.map(LWWMap::getEntries).orElse(Map.of());
    }

    private Map<String, PresenceRecord> membersOf(Map<String, String> texts) {
        Instant now = clock.instant();
        Map<String, PresenceRecord> members = new HashMap<>();
        texts.forEach((member, text) -> {
            if (!PresenceRecord.hasExpired(text, now)) {
                PresenceRecord.parse(text).ifPresent(record -> members.put(member, record));
            }
        });
        return members;
    }

    /** Drops what has expired. */
    private boolean hasOnline(int bucket, Map<String, String> texts) {
        Instant now = clock.instant();
        boolean online = false;
        Set<String> expired = new HashSet<>();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            if (PresenceRecord.hasExpired(entry.getValue(), now)) {
                expired.add(entry.getKey());
            } else if (!online) {
                online = PresenceRecord.parse(entry.getValue())
                        .filter(PresenceRecord::online)
                        .isPresent();
            }
        }
        if (!expired.isEmpty()) {
            drop(bucket, expired);
        }
        return online;
    }

    /** Looks again before it drops: somebody may have written since. */
    private void drop(int bucket, Set<String> members) {
        Instant now = clock.instant();
        maps.updateLocal(key(bucket), map -> {
            LWWMap<String, String> rest = map;
            for (String member : members) {
                // Not by getEntries(), which copies the whole map.
                if (OptionConverters.toJava(map.get(member))
                        .filter(text -> PresenceRecord.hasExpired(text, now))
                        .isPresent()) {
                    rest = rest.remove(maps.self(), member);
                }
            }
            return rest;
        });
    }

    private static Key<LWWMap<String, String>> key(int bucket) {
        return LWWMapKey.create("presence-" + bucket);
    }
}
