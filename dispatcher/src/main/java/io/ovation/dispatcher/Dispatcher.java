package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Routers;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.NodeMemory;
import io.ovation.common.node.KnownTopics;
import io.ovation.common.node.NodeTracing;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.Role;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.entity.RunningEntities;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.kv.MeasuredStore;
import io.ovation.dispatcher.kv.ddata.DistributedData;
import io.ovation.dispatcher.kv.redis.Redis;
import io.ovation.dispatcher.presence.PresenceBuckets;
import io.ovation.dispatcher.remote.ClusterDataCentres;
import io.ovation.dispatcher.remote.DataCentreWatch;
import io.ovation.dispatcher.remote.DataCentres;
import io.ovation.dispatcher.remote.RemoteEnvironment;
import io.ovation.dispatcher.remote.RemoteSettings;
import io.ovation.dispatcher.remote.RemoteSweep;
import io.ovation.dispatcher.subscribers.SubscriberTable;
import io.ovation.dispatcher.topic.LogComparison;
import io.ovation.dispatcher.topic.TopicActor;
import io.ovation.dispatcher.topic.TopicEnvironment;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The role {@link Role#DISPATCHER} of a node. */
public final class Dispatcher {

    private Dispatcher() {}

    /**
     * Hosts topics on this node, from when it has joined a cluster until its actor system ends. To be called once, and
     * before anything else on this node reaches for topics.
     *
     * @return reaches the topics of the whole data centre
     * @throws IllegalStateException if the node does not have the role
     */
    public static TopicRegion start(ActorSystem<?> system, DispatcherSettings settings) {
        if (!Cluster.get(system).selfMember().hasRole(Role.DISPATCHER.label())) {
            throw new IllegalStateException(
                    "akka.cluster.roles must contain " + Role.DISPATCHER.label() + " on a node that hosts topics");
        }
        KeyValueStore opened = settings.redis()
                .<KeyValueStore>map(at -> Redis.start(system, at))
                .orElseGet(() -> new DistributedData(system, settings.distributedData()));
        KeyValueStore store = new MeasuredStore(opened, Metrics.globalRegistry);
        StoreOfNode.get(system).is(store);
        PresenceBuckets.start(system, settings.presence(), store);
        return host(system, settings, SubscriberTable.open(store, system));
    }

    static TopicRegion host(ActorSystem<?> system, DispatcherSettings settings, SubscriberTable subscribers) {
        ActorRef<BackendMessage> likesBackends =
                system.systemActorOf(Routers.group(Services.likesBackends(system)), "likes-backends", Props.empty());
        // It goes on with the topics that it knows: nobody would tell it again.
        Behavior<LogComparison.Command> comparison = Behaviors.supervise(
                        LogComparison.create(settings.topics(), likesBackends, Services.likesBackends(system)))
                .onFailure(SupervisorStrategy.resume());
        PresenceRegion presence =
                PresenceRegion.connect(system, settings.presence().shared());
        TopicRegion topics = TopicRegion.connect(system);
        DataCentres dataCentres = new ClusterDataCentres(system, topics);
        ByteBudget windows = NodeMemory.get(system).windows();
        RunningEntities<Topic, TopicMessage> running = new RunningEntities<>();
        KnownTopics.of(system).dispatcherTells(topic -> look(system, running, topic));
        TopicEnvironment environment = new TopicEnvironment(
                settings.topics(),
                subscribers,
                likesBackends,
                system.systemActorOf(comparison, "log-comparison", Props.empty()),
                (member, question) -> presence.bucketOf(member).tell(question),
                new RemoteEnvironment(dataCentres, likesBackends, windows, System::nanoTime),
                windows,
                running,
                System::nanoTime,
                NodeTracing.of(system));
        TopicRegion hosted = TopicRegion.host(
                system, entity -> TopicActor.create(Topic.parse(entity.getEntityId()), environment, entity.getShard()));
        startSweep(system, settings.remote(), dataCentres, likesBackends, hosted);
        return hosted;
    }

    private static CompletionStage<Optional<NodeTopic.AtDispatcher>> look(
            ActorSystem<?> system, RunningEntities<Topic, TopicMessage> running, Topic topic) {
        return running.find(topic)
                .map(actor -> SameThreadStage.of(AskPattern.<TopicMessage, NodeTopic.AtDispatcher>ask(
                                actor, TopicActor.Look::new, KnownTopics.PATIENCE, system.scheduler()))
                        .thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private static void startSweep(
            ActorSystem<?> system,
            RemoteSettings settings,
            DataCentres dataCentres,
            ActorRef<BackendMessage> likesBackends,
            TopicRegion topics) {
        Behavior<RemoteSweep.Command> sweep = RemoteSweep.create(
                settings,
                dataCentres,
                likesBackends,
                (topic, message) -> topics.topic(topic).tell(message));
        ActorRef<RemoteSweep.Command> sweeper = system.systemActorOf(sweep, "remote-sweep", Props.empty());
        system.systemActorOf(
                DataCentreWatch.create(dataCentre -> sweeper.tell(new RemoteSweep.Due(dataCentre))),
                "data-centre-watch",
                Props.empty());
    }
}
