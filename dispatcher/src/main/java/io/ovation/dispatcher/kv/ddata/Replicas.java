package io.ovation.dispatcher.kv.ddata;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.ReplicatorSettings;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.ddata.typed.javadsl.Replicator;
import akka.cluster.typed.Cluster;
import io.ovation.common.async.SameThreadStage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Maps of texts, each replicated as a whole to every dispatcher of the data centre. */
final class Replicas {

    /** Longer than the replicator takes to report its own timeout. */
    private static final Duration REPLICATOR_ANSWERS_WITHIN = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final DistributedDataSettings settings;
    private final ActorRef<Replicator.Command> replicator;
    private final SelfUniqueAddress self;

    private Replicas(ActorSystem<?> system, DistributedDataSettings settings, ActorRef<Replicator.Command> replicator) {
        this.system = system;
        this.settings = settings;
        this.replicator = replicator;
        this.self = new SelfUniqueAddress(Cluster.get(system).selfMember().uniqueAddress());
    }

    /** Starts a replicator of its own on this node; once per actor system and name. */
    static Replicas start(ActorSystem<?> system, DistributedDataSettings settings, String name) {
        ReplicatorSettings clusterWide = ReplicatorSettings.apply(settings.replicator());
        ReplicatorSettings own = clusterWide.withRoles(clusterWide.roles().incl(dataCentreRole(system)));
        return new Replicas(system, settings, system.systemActorOf(Replicator.behavior(own), name, Props.empty()));
    }

    /** The role that Akka gives to all nodes of a data centre; each keeps values of its own. */
    private static String dataCentreRole(ActorSystem<?> system) {
        return "dc-" + Cluster.get(system).selfMember().dataCenter();
    }

    /**
     * Asks a majority, so that a node that has only just joined knows what the others do, and makes do with the local
     * copy if none answers in time.
     */
    CompletionStage<Map<String, String>> read(Key<LWWMap<String, String>> key) {
        return get(key, new Replicator.ReadMajority(settings.readTimeout()))
                .exceptionallyCompose(failure -> readLocal(key));
    }

    CompletionStage<Map<String, String>> readLocal(Key<LWWMap<String, String>> key) {
        return get(key, Replicator.readLocal());
    }

    /**
     * @param majority whether it is done when a majority has it, rather than this node alone
     * @param edits names with new values, or with none if they are to be removed, given the map as it is
     */
    CompletionStage<Done> update(
            Key<LWWMap<String, String>> key,
            boolean majority,
            Function<Map<String, String>, Map<String, Optional<String>>> edits) {
        Replicator.WriteConsistency consistency =
                majority ? new Replicator.WriteMajority(settings.writeTimeout()) : Replicator.writeLocal();
        return SameThreadStage.of(AskPattern.<Replicator.Command, Replicator.UpdateResponse<LWWMap<String, String>>>ask(
                        replicator,
                        replyTo -> new Replicator.Update<>(
                                key,
                                LWWMap.create(),
                                consistency,
                                replyTo,
                                map -> edited(map, edits.apply(map.getEntries()))),
                        settings.writeTimeout().plus(REPLICATOR_ANSWERS_WITHIN),
                        system.scheduler()))
                .thenApply(response -> {
                    if (response instanceof Replicator.UpdateSuccess) {
                        return Done.getInstance();
                    }
                    throw new IllegalStateException(key + " not written: " + response);
                });
    }

    private LWWMap<String, String> edited(LWWMap<String, String> map, Map<String, Optional<String>> edits) {
        LWWMap<String, String> edited = map;
        for (Map.Entry<String, Optional<String>> edit : edits.entrySet()) {
            edited = edit.getValue().isPresent()
                    ? edited.put(self, edit.getKey(), edit.getValue().get())
                    : edited.remove(self, edit.getKey());
        }
        return edited;
    }

    private CompletionStage<Map<String, String>> get(
            Key<LWWMap<String, String>> key, Replicator.ReadConsistency consistency) {
        return SameThreadStage.of(AskPattern.<Replicator.Command, Replicator.GetResponse<LWWMap<String, String>>>ask(
                        replicator,
                        replyTo -> new Replicator.Get<>(key, consistency, replyTo),
                        settings.readTimeout().plus(REPLICATOR_ANSWERS_WITHIN),
                        system.scheduler()))
                .thenApply(response -> {
                    if (response instanceof Replicator.GetSuccess<LWWMap<String, String>> success) {
                        return success.get(key).getEntries();
                    }
                    if (response instanceof Replicator.NotFound) {
                        return Map.<String, String>of();
                    }
                    throw new IllegalStateException(key + " not read: " + response);
                });
    }
}
