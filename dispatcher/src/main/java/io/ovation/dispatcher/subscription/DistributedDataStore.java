package io.ovation.dispatcher.subscription;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.ORMultiMap;
import akka.cluster.ddata.ORMultiMapKey;
import akka.cluster.ddata.ReplicatorSettings;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.ddata.typed.javadsl.Replicator;
import akka.cluster.typed.Cluster;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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

    /** Longer than the replicator takes to report its own timeout. */
    private static final Duration REPLICATOR_ANSWERS_WITHIN = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final SubscriptionStoreSettings settings;
    private final ActorRef<Replicator.Command> replicator;
    private final SelfUniqueAddress self;

    private DistributedDataStore(
            ActorSystem<?> system, SubscriptionStoreSettings settings, ActorRef<Replicator.Command> replicator) {
        this.system = system;
        this.settings = settings;
        this.replicator = replicator;
        this.self = new SelfUniqueAddress(Cluster.get(system).selfMember().uniqueAddress());
    }

    /** Starts a replicator of its own on this node; once per actor system. */
    public static SubscriptionStore start(ActorSystem<?> system, SubscriptionStoreSettings settings) {
        ReplicatorSettings clusterWide = ReplicatorSettings.apply(settings.distributedData());
        ReplicatorSettings replicatorSettings =
                clusterWide.withRoles(clusterWide.roles().incl(dataCentreRole(system)));
        return new DistributedDataStore(
                system,
                settings,
                system.systemActorOf(Replicator.behavior(replicatorSettings), "ovation-subscriptions", Props.empty()));
    }

    /** The role that Akka gives to all nodes of a data centre; each keeps subscriptions of its own. */
    private static String dataCentreRole(ActorSystem<?> system) {
        return "dc-" + Cluster.get(system).selfMember().dataCenter();
    }

    @Override
    public CompletionStage<Set<Subscriber>> load(Topic topic) {
        return read(topic, new Replicator.ReadMajority(settings.readTimeout()))
                .handle((found, failure) ->
                        failure == null ? CompletableFuture.completedStage(found) : read(topic, Replicator.readLocal()))
                .thenCompose(stage -> stage);
    }

    @Override
    public CompletionStage<Done> add(Topic topic, Subscriber subscriber) {
        return update(topic, new Replicator.WriteMajority(settings.writeTimeout()), map -> {
            if (entries(map, topic).stream().anyMatch(known -> known.replaces(subscriber))) {
                return map;
            }
            ORMultiMap<String, Subscriber> rest = without(map, topic, known -> precedes(known, subscriber));
            return rest.addBinding(self, topic.toString(), subscriber);
        });
    }

    @Override
    public CompletionStage<Done> remove(Topic topic, Subscriber subscriber) {
        return update(
                topic,
                Replicator.writeLocal(),
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

    private CompletionStage<Set<Subscriber>> read(Topic topic, Replicator.ReadConsistency consistency) {
        Key<ORMultiMap<String, Subscriber>> key = bucket(topic);
        return AskPattern.<Replicator.Command, Replicator.GetResponse<ORMultiMap<String, Subscriber>>>ask(
                        replicator,
                        replyTo -> new Replicator.Get<>(key, consistency, replyTo),
                        settings.readTimeout().plus(REPLICATOR_ANSWERS_WITHIN),
                        system.scheduler())
                .thenApply(response -> {
                    if (response instanceof Replicator.GetSuccess<ORMultiMap<String, Subscriber>> success) {
                        return latestBoots(entries(success.get(key), topic));
                    }
                    if (response instanceof Replicator.NotFound) {
                        return Set.of();
                    }
                    throw new IllegalStateException("subscriptions of " + topic + " not read: " + response);
                });
    }

    private CompletionStage<Done> update(
            Topic topic,
            Replicator.WriteConsistency consistency,
            UnaryOperator<ORMultiMap<String, Subscriber>> change) {
        Key<ORMultiMap<String, Subscriber>> key = bucket(topic);
        return AskPattern.<Replicator.Command, Replicator.UpdateResponse<ORMultiMap<String, Subscriber>>>ask(
                        replicator,
                        replyTo -> new Replicator.Update<>(key, ORMultiMap.create(), consistency, replyTo, change),
                        settings.writeTimeout().plus(REPLICATOR_ANSWERS_WITHIN),
                        system.scheduler())
                .thenApply(response -> {
                    if (response instanceof Replicator.UpdateSuccess) {
                        return Done.getInstance();
                    }
                    throw new IllegalStateException("subscription to " + topic + " not written: " + response);
                });
    }

    private Key<ORMultiMap<String, Subscriber>> bucket(Topic topic) {
        int bucket = Math.floorMod(topic.toString().hashCode(), settings.buckets());
        return ORMultiMapKey.create("subscriptions-" + bucket);
    }

    private ORMultiMap<String, Subscriber> without(
            ORMultiMap<String, Subscriber> map, Topic topic, Predicate<Subscriber> unwanted) {
        ORMultiMap<String, Subscriber> rest = map;
        for (Subscriber known : entries(map, topic)) {
            if (unwanted.test(known)) {
                rest = rest.removeBinding(self, topic.toString(), known);
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
