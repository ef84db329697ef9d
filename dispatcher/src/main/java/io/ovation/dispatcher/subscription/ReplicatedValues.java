package io.ovation.dispatcher.subscription;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.ReplicatedData;
import akka.cluster.ddata.ReplicatorSettings;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.ddata.typed.javadsl.Replicator;
import akka.cluster.typed.Cluster;
import io.ovation.common.async.SameThreadStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Values in Akka Distributed Data, replicated to every dispatcher of the data centre and in memory only. Of each value
 * one read and one update is under way at a time, and whatever is asked meanwhile shares the next: an update of a map
 * costs as much as the map is large, however little it changes.
 *
 * @param <D> the type of all values
 */
public final class ReplicatedValues<D extends ReplicatedData> {

    /** Longer than the replicator takes to report its own timeout. */
    private static final Duration REPLICATOR_ANSWERS_WITHIN = Duration.ofSeconds(1);

    /** Reads, and updates, of one value. Callers have about one under way for each topic or bucket that starts. */
    private static final int MAX_WAITING = 100_000;

    private record Change<D>(boolean needsMajority, UnaryOperator<D> change) {}

    private record Access<D extends ReplicatedData>(
            Batches<Key<D>, Optional<D>> reads, Batches<Change<D>, Done> updates) {}

    private final ActorSystem<?> system;
    private final SubscriptionStoreSettings settings;
    private final ActorRef<Replicator.Command> replicator;
    private final SelfUniqueAddress self;
    private final D initial;
    private final Map<Key<D>, Access<D>> accesses = new ConcurrentHashMap<>();

    private ReplicatedValues(
            ActorSystem<?> system,
            SubscriptionStoreSettings settings,
            ActorRef<Replicator.Command> replicator,
            D initial) {
        this.system = system;
        this.settings = settings;
        this.replicator = replicator;
        this.self = new SelfUniqueAddress(Cluster.get(system).selfMember().uniqueAddress());
        this.initial = initial;
    }

    /**
     * Starts a replicator of its own on this node; once per actor system and name.
     *
     * @param initial what a value is before its first update
     */
    public static <D extends ReplicatedData> ReplicatedValues<D> start(
            ActorSystem<?> system, SubscriptionStoreSettings settings, String name, D initial) {
        ReplicatorSettings clusterWide = ReplicatorSettings.apply(settings.distributedData());
        ReplicatorSettings own = clusterWide.withRoles(clusterWide.roles().incl(dataCentreRole(system)));
        return new ReplicatedValues<>(
                system, settings, system.systemActorOf(Replicator.behavior(own), name, Props.empty()), initial);
    }

    /** The role that Akka gives to all nodes of a data centre; each keeps values of its own. */
    private static String dataCentreRole(ActorSystem<?> system) {
        return "dc-" + Cluster.get(system).selfMember().dataCenter();
    }

    /** This node, as updates need it. */
    public SelfUniqueAddress self() {
        return self;
    }

    /**
     * Asks a majority, so that a node that has only just joined knows what the others do, and makes do with the local
     * copy if none answers in time.
     */
    public CompletionStage<Optional<D>> read(Key<D> key) {
        return access(key).reads().add(key);
    }

    public CompletionStage<Optional<D>> readLocal(Key<D> key) {
        return get(key, Replicator.readLocal());
    }

    /** Done when a majority has it. */
    public CompletionStage<Done> updateMajority(Key<D> key, UnaryOperator<D> change) {
        return access(key).updates().add(new Change<>(true, change));
    }

    /** Done when this node has it; it travels from here within a moment. */
    public CompletionStage<Done> updateLocal(Key<D> key, UnaryOperator<D> change) {
        return access(key).updates().add(new Change<>(false, change));
    }

    private Access<D> access(Key<D> key) {
        return accesses.computeIfAbsent(
                key,
                any -> new Access<>(
                        new Batches<>(MAX_WAITING, readers -> majorityOrLocal(key)),
                        new Batches<>(MAX_WAITING, changes -> update(key, changes))));
    }

    private CompletionStage<Optional<D>> majorityOrLocal(Key<D> key) {
        return get(key, new Replicator.ReadMajority(settings.readTimeout()))
                .handle((found, failure) ->
                        failure == null ? CompletableFuture.completedStage(found) : get(key, Replicator.readLocal()))
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Optional<D>> get(Key<D> key, Replicator.ReadConsistency consistency) {
        return SameThreadStage.of(AskPattern.<Replicator.Command, Replicator.GetResponse<D>>ask(
                        replicator,
                        replyTo -> new Replicator.Get<>(key, consistency, replyTo),
                        settings.readTimeout().plus(REPLICATOR_ANSWERS_WITHIN),
                        system.scheduler()))
                .thenApply(response -> {
                    if (response instanceof Replicator.GetSuccess<D> success) {
                        return Optional.of(success.get(key));
                    }
                    if (response instanceof Replicator.NotFound) {
                        return Optional.empty();
                    }
                    throw new IllegalStateException(key + " not read: " + response);
                });
    }

    private CompletionStage<Done> update(Key<D> key, List<Change<D>> changes) {
        Replicator.WriteConsistency consistency = changes.stream().anyMatch(Change::needsMajority)
                ? new Replicator.WriteMajority(settings.writeTimeout())
                : Replicator.writeLocal();
        return SameThreadStage.of(AskPattern.<Replicator.Command, Replicator.UpdateResponse<D>>ask(
                        replicator,
                        replyTo -> new Replicator.Update<>(
                                key, initial, consistency, replyTo, value -> changed(value, changes)),
                        settings.writeTimeout().plus(REPLICATOR_ANSWERS_WITHIN),
                        system.scheduler()))
                .thenApply(response -> {
                    if (response instanceof Replicator.UpdateSuccess) {
                        return Done.getInstance();
                    }
                    throw new IllegalStateException(key + " not written: " + response);
                });
    }

    private D changed(D value, List<Change<D>> changes) {
        D changed = value;
        for (Change<D> each : changes) {
            changed = each.change().apply(changed);
        }
        return changed;
    }
}
