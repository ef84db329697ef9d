package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import io.ovation.common.memory.BoundedMailbox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Sharded entities of one kind: hosted by the dispatchers of each data centre, and reached from any node. */
final class EntityRegion<M> {

    private final ClusterSharding sharding;
    private final EntityTypeKey<M> key;
    private final Map<String, ActorRef<ShardingEnvelope<M>>> proxies = new ConcurrentHashMap<>();

    private EntityRegion(ClusterSharding sharding, EntityTypeKey<M> key) {
        this.sharding = sharding;
        this.key = key;
    }

    /** Hosts entities on this node, which must have {@link Role#DISPATCHER}. */
    static <M> EntityRegion<M> host(
            ActorSystem<?> system, EntityTypeKey<M> key, M stop, Function<EntityContext<M>, Behavior<M>> actor) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(key, actor::apply)
                .withStopMessage(stop)
                .withEntityProps(MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY))
                .withRole(Role.DISPATCHER.label()));
        return new EntityRegion<>(sharding, key);
    }

    /** Reaches entities from any node. */
    static <M> EntityRegion<M> connect(ActorSystem<?> system, EntityTypeKey<M> key) {
        ClusterSharding sharding = ClusterSharding.get(system);
        // On a dispatcher the region belongs to host(): whoever initialises first decides its behaviour.
        if (!Cluster.get(system).selfMember().hasRole(Role.DISPATCHER.label())) {
            sharding.init(Entity.of(key, context -> Behaviors.<M>empty()).withRole(Role.DISPATCHER.label()));
        }
        return new EntityRegion<>(sharding, key);
    }

    EntityRef<M> entity(String id) {
        return sharding.entityRefFor(key, id);
    }

    /** The one with the same id in another data centre. */
    EntityRef<M> entity(String id, String dataCentre) {
        proxies.computeIfAbsent(
                dataCentre,
                there -> sharding.init(Entity.of(key, context -> Behaviors.<M>empty())
                        .withRole(Role.DISPATCHER.label())
                        .withDataCenter(there)));
        return sharding.entityRefFor(key, id, dataCentre);
    }
}
