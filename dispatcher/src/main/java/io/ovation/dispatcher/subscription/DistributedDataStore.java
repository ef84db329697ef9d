package io.ovation.dispatcher.subscription;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.ORMultiMap;
import akka.cluster.ddata.ORMultiMapKey;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * Keeps subscriptions in Akka Distributed Data, replicated to every dispatcher of its data centre and in memory
 * only.
 *
 * <p>A top-level key costs every node a share of each round of gossip, so topics do not get one each: they are spread
 * by hash over a fixed number of multi-maps. Consistency follows from who reads, which is a topic actor that starts
 * elsewhere, often because the node of the last one died:
 *
 * <ul>
 *   <li>What was added must survive that node, so an add goes to a majority. Nobody waits for it.
 *   <li>A removal that is lost costs a few needless messages until the lease expires, so it is written locally and
 *       left to gossip.
 *   <li>A read asks a majority, and so sees every add that succeeded, even on a node that has only just joined. If no
 *       majority answers in time the local copy is better than nothing; renewals bring what it lacks.
 * </ul>
 */
public final class DistributedDataStore implements SubscriptionStore {

    private final int buckets;
    private final ReplicatedValues<ORMultiMap<String, Subscriber>> maps;

    private DistributedDataStore(int buckets, ReplicatedValues<ORMultiMap<String, Subscriber>> maps) {
        this.buckets = buckets;
        this.maps = maps;
    }

    /** Starts a replicator of its own on this node; once per actor system. */
    public static SubscriptionStore start(ActorSystem<?> system, SubscriptionStoreSettings settings) {
        return new DistributedDataStore(
                settings.buckets(),
                ReplicatedValues.start(system, settings, "ovation-subscriptions", ORMultiMap.create()));
    }

    @Override
    public CompletionStage<Set<Subscriber>> load(Topic topic) {
        return maps.read(bucket(topic))
                .thenApply(found ->
                        found.map(map -> latestBoots(entries(map, topic))).orElse(Set.of()));
    }

    @Override
    public CompletionStage<Done> add(Topic topic, Subscriber subscriber) {
        return maps.updateMajority(bucket(topic), map -> {
            if (entries(map, topic).stream().anyMatch(known -> known.replaces(subscriber))) {
                return map;
            }
            ORMultiMap<String, Subscriber> rest = without(map, topic, known -> precedes(known, subscriber));
            return rest.addBinding(maps.self(), topic.toString(), subscriber);
        });
    }

    @Override
    public CompletionStage<Done> remove(Topic topic, Subscriber subscriber) {
        return maps.updateLocal(
                bucket(topic),
                map -> without(map, topic, known -> known.equals(subscriber) || precedes(known, subscriber)));
    }

    /** Entries stay as long as a dispatcher does, and what is lost with the last of them is not worth a repetition. */
    @Override
    public boolean wantsAgain(OptionalLong addedAtNanos, long nowNanos) {
        return false;
    }

    /** The local copy is always there. */
    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    private Key<ORMultiMap<String, Subscriber>> bucket(Topic topic) {
        int bucket = Math.floorMod(topic.toString().hashCode(), buckets);
        return ORMultiMapKey.create("subscriptions-" + bucket);
    }

    private ORMultiMap<String, Subscriber> without(
            ORMultiMap<String, Subscriber> map, Topic topic, Predicate<Subscriber> unwanted) {
        ORMultiMap<String, Subscriber> rest = map;
        for (Subscriber known : entries(map, topic)) {
            if (unwanted.test(known)) {
                rest = rest.removeBinding(maps.self(), topic.toString(), known);
            }
        }
        return rest;
    }

    private static Set<Subscriber> entries(ORMultiMap<String, Subscriber> map, Topic topic) {
        // Not by getEntries(), which copies the whole map.
        return OptionConverters.toJava(map.get(topic.toString()))
                .<Set<Subscriber>>map(CollectionConverters::asJava)
                .orElse(Set.of());
    }

    /** Whether {@code subscriber} comes from the same boot as {@code known}, or from a later one. */
    private static boolean precedes(Subscriber known, Subscriber subscriber) {
        return known.node().equals(subscriber.node()) && known.epoch() <= subscriber.epoch();
    }

    /** Two dispatchers that wrote at the same time may each have left an entry for one node. */
    private static Set<Subscriber> latestBoots(Set<Subscriber> subscribers) {
        Map<String, Subscriber> byNode = new HashMap<>();
        for (Subscriber subscriber : subscribers) {
            byNode.merge(subscriber.node(), subscriber, (one, other) -> other.replaces(one) ? other : one);
        }
        return new HashSet<>(byNode.values());
    }
}
