package io.ovation.dispatcher.presence;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWMapKey;
import akka.cluster.ddata.ReplicatorSettings;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.ddata.typed.javadsl.Replicator;
import akka.cluster.typed.Cluster;
import io.ovation.dispatcher.subscription.SubscriptionStoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import scala.jdk.javaapi.OptionConverters;

/**
 * Keeps members in Akka Distributed Data, replicated to every dispatcher of its data centre and in memory only: buckets
 * are spread over a fixed number of maps from member to record.
 *
 * <p>A write goes to the local copy and travels from there as a delta within a moment. Of what a dispatcher wrote in the
 * moment before it died some may be lost; the next heartbeats make up for it. A read asks a majority, so that a node
 * that has only just joined knows what the others do, and makes do with the local copy if none answers.
 *
 * <p>Nothing in here expires by itself: whoever reads skips what has, by the clock of its node, and the sweep drops it.
 */
final class DistributedDataPresenceStore implements PresenceStore {

    /** Longer than the replicator takes to report its own timeout. */
    private static final Duration REPLICATOR_ANSWERS_WITHIN = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final SubscriptionStoreSettings replication;
    private final PresenceBucketSettings settings;
    private final InstantSource clock;
    private final ActorRef<Replicator.Command> replicator;
    private final SelfUniqueAddress self;

    private DistributedDataPresenceStore(
            ActorSystem<?> system,
            SubscriptionStoreSettings replication,
            PresenceBucketSettings settings,
            InstantSource clock,
            ActorRef<Replicator.Command> replicator) {
        this.system = system;
        this.replication = replication;
        this.settings = settings;
        this.clock = clock;
        this.replicator = replicator;
        this.self = new SelfUniqueAddress(Cluster.get(system).selfMember().uniqueAddress());
    }

    /** Starts a replicator of its own on this node; once per actor system. */
    static PresenceStore start(
            ActorSystem<?> system,
            SubscriptionStoreSettings replication,
            PresenceBucketSettings settings,
            InstantSource clock) {
        ReplicatorSettings all = ReplicatorSettings.apply(replication.distributedData());
        String dataCentre = "dc-" + Cluster.get(system).selfMember().dataCenter();
        ActorRef<Replicator.Command> replicator = system.systemActorOf(
                Replicator.behavior(all.withRoles(all.roles().incl(dataCentre))), "ovation-presence", Props.empty());
        return new DistributedDataPresenceStore(system, replication, settings, clock, replicator);
    }

    @Override
    public CompletionStage<Map<String, PresenceRecord>> load(int bucket) {
        Key<LWWMap<String, String>> key = keyOf(bucket);
        return read(key, new Replicator.ReadMajority(replication.readTimeout()))
                .handle((found, failure) ->
                        failure == null ? CompletableFuture.completedStage(found) : read(key, Replicator.readLocal()))
                .thenCompose(stage -> stage)
                .thenApply(texts -> membersOf(bucket, texts));
    }

    @Override
    public CompletionStage<Done> write(int bucket, Map<String, PresenceRecord> members) {
        Instant now = clock.instant();
        return update(keyOf(bucket), map -> {
            LWWMap<String, String> changed = map;
            for (Map.Entry<String, PresenceRecord> member : members.entrySet()) {
                PresenceRecord record = member.getValue();
                changed = changed.put(self, member.getKey(), record.text(now.plus(record.life(settings))));
            }
            return changed;
        });
    }

    @Override
    public CompletionStage<Set<Integer>> online() {
        List<CompletableFuture<Set<Integer>>> answers = IntStream.range(0, keys())
                .mapToObj(DistributedDataPresenceStore::key)
                .map(key -> read(key, Replicator.readLocal())
                        .thenApply(texts -> onlineIn(key, texts))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Set<Integer> buckets = new HashSet<>();
                    answers.forEach(answer -> buckets.addAll(answer.getNow(Set.of())));
                    return buckets;
                });
    }

    /** The local copy lasts as long as this node. */
    @Override
    public boolean mayHaveForgotten(long writtenAtNanos) {
        return false;
    }

    private Map<String, PresenceRecord> membersOf(int bucket, Map<String, String> texts) {
        Instant now = clock.instant();
        Map<String, PresenceRecord> members = new HashMap<>();
        texts.forEach((member, text) -> {
            if (settings.shared().bucketOf(member) == bucket && !PresenceRecord.hasExpired(text, now)) {
                PresenceRecord.parse(text).ifPresent(record -> members.put(member, record));
            }
        });
        return members;
    }

    private Set<Integer> onlineIn(Key<LWWMap<String, String>> key, Map<String, String> texts) {
        Instant now = clock.instant();
        Set<Integer> buckets = new HashSet<>();
        Set<String> expired = new HashSet<>();
        texts.forEach((member, text) -> {
            if (PresenceRecord.hasExpired(text, now)) {
                expired.add(member);
            } else if (PresenceRecord.parse(text).filter(PresenceRecord::online).isPresent()) {
                buckets.add(settings.shared().bucketOf(member));
            }
        });
        if (!expired.isEmpty()) {
            drop(key, expired);
        }
        return buckets;
    }

    /** Looks again before it drops: somebody may have written since. */
    private void drop(Key<LWWMap<String, String>> key, Set<String> members) {
        Instant now = clock.instant();
        update(key, map -> {
            LWWMap<String, String> rest = map;
            for (String member : members) {
                // Not by getEntries(), which copies the whole map.
                if (OptionConverters.toJava(map.get(member))
                        .filter(text -> PresenceRecord.hasExpired(text, now))
                        .isPresent()) {
                    rest = rest.remove(self, member);
                }
            }
            return rest;
        });
    }

    private CompletionStage<Map<String, String>> read(
            Key<LWWMap<String, String>> key, Replicator.ReadConsistency consistency) {
        return AskPattern.<Replicator.Command, Replicator.GetResponse<LWWMap<String, String>>>ask(
                        replicator,
                        replyTo -> new Replicator.Get<>(key, consistency, replyTo),
                        replication.readTimeout().plus(REPLICATOR_ANSWERS_WITHIN),
                        system.scheduler())
                .thenApply(response -> {
                    if (response instanceof Replicator.GetSuccess<LWWMap<String, String>> success) {
                        return success.get(key).getEntries();
                    }
                    if (response instanceof Replicator.NotFound) {
                        return Map.of();
                    }
                    throw new IllegalStateException(key + " not read: " + response);
                });
    }

    private CompletionStage<Done> update(
            Key<LWWMap<String, String>> key, UnaryOperator<LWWMap<String, String>> change) {
        return AskPattern.<Replicator.Command, Replicator.UpdateResponse<LWWMap<String, String>>>ask(
                        replicator,
                        replyTo ->
                                new Replicator.Update<>(key, LWWMap.create(), Replicator.writeLocal(), replyTo, change),
                        REPLICATOR_ANSWERS_WITHIN,
                        system.scheduler())
                .thenApply(response -> {
                    if (response instanceof Replicator.UpdateSuccess) {
                        return Done.getInstance();
                    }
                    throw new IllegalStateException(key + " not written: " + response);
                });
    }

    private int keys() {
        return Math.min(replication.buckets(), settings.shared().buckets());
    }

    private Key<LWWMap<String, String>> keyOf(int bucket) {
        return key(bucket % keys());
    }

    private static Key<LWWMap<String, String>> key(int number) {
        return LWWMapKey.create("presence-" + number);
    }
}
