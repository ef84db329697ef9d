package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Routers;
import akka.cluster.typed.Cluster;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.Role;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.presence.PresenceBuckets;
import io.ovation.dispatcher.subscription.DistributedDataStore;
import io.ovation.dispatcher.subscription.Redis;
import io.ovation.dispatcher.subscription.RedisStore;
import io.ovation.dispatcher.subscription.SubscriptionStore;
import java.util.Optional;

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
        Optional<Redis> redis = settings.subscriptionStore().redis().map(at -> Redis.start(system, at));
        SubscriptionStore subscriptions = redis.map(there -> RedisStore.on(there, system))
                .orElseGet(() -> DistributedDataStore.start(system, settings.subscriptionStore()));
        StoreOfNode.get(system).is(subscriptions);
        PresenceBuckets.start(system, settings.presence(), settings.subscriptionStore(), redis);
        return host(system, settings, subscriptions);
    }

    static TopicRegion host(ActorSystem<?> system, DispatcherSettings settings, SubscriptionStore subscriptions) {
        ActorRef<BackendMessage> likesBackends =
                system.systemActorOf(Routers.group(Services.likesBackends(system)), "likes-backends", Props.empty());
        PresenceRegion presence =
                PresenceRegion.connect(system, settings.presence().shared());
        TopicEnvironment environment = new TopicEnvironment(
                settings,
                subscriptions,
                likesBackends,
                (member, question) -> presence.bucketOf(member).tell(question),
                new ClusterDataCentres(system, TopicRegion.connect(system)),
                System::nanoTime);
        return TopicRegion.host(
                system, entity -> TopicActor.create(Topic.parse(entity.getEntityId()), environment, entity.getShard()));
    }
}
