package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import io.ovation.common.topic.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Where the topic actors are: one for each topic in a data centre, on whichever dispatcher node sharding puts it. */
public final class TopicRegion {

    private static final EntityTypeKey<TopicMessage> KEY = EntityTypeKey.create(TopicMessage.class, "topic");

    private final ClusterSharding sharding;
    private final Map<String, ActorRef<ShardingEnvelope<TopicMessage>>> proxies = new ConcurrentHashMap<>();

    private TopicRegion(ClusterSharding sharding) {
        this.sharding = sharding;
    }

    /** Hosts topic actors on this node, which must have {@link Role#DISPATCHER}. */
    public static TopicRegion host(
            ActorSystem<?> system, Function<EntityContext<TopicMessage>, Behavior<TopicMessage>> actor) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(KEY, actor::apply)
                .withStopMessage(new TopicMessage.Stop())
                .withRole(Role.DISPATCHER.label()));
        return new TopicRegion(sharding);
    }

    /** Reaches topic actors from any node. */
    public static TopicRegion connect(ActorSystem<?> system) {
        ClusterSharding sharding = ClusterSharding.get(system);
        // On a dispatcher the region belongs to host(): whoever initialises first decides its behaviour.
        if (!Cluster.get(system).selfMember().hasRole(Role.DISPATCHER.label())) {
            sharding.init(
                    Entity.of(KEY, context -> Behaviors.<TopicMessage>empty()).withRole(Role.DISPATCHER.label()));
        }
        return new TopicRegion(sharding);
    }

    /** The same topic in another data centre. */
    public EntityRef<TopicMessage> topic(Topic topic, String dataCentre) {
        proxies.computeIfAbsent(
                dataCentre,
                there -> sharding.init(Entity.of(KEY, context -> Behaviors.<TopicMessage>empty())
                        .withRole(Role.DISPATCHER.label())
                        .withDataCenter(there)));
        return sharding.entityRefFor(KEY, topic.toString(), dataCentre);
    }

    public EntityRef<TopicMessage> topic(Topic topic) {
        return sharding.entityRefFor(KEY, topic.toString());
    }
}
