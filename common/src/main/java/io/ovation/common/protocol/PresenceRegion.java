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
import io.ovation.common.presence.PresenceSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the buckets of members are: a fixed number of them in each data centre, on whichever dispatcher nodes. */
public final class PresenceRegion {

    private static final EntityTypeKey<PresenceMessage> KEY = EntityTypeKey.create(PresenceMessage.class, "presence");

    private final ClusterSharding sharding;
    private final PresenceSettings settings;
    private final Map<String, ActorRef<ShardingEnvelope<PresenceMessage>>> proxies = new ConcurrentHashMap<>();

    private PresenceRegion(ClusterSharding sharding, PresenceSettings settings) {
        this.sharding = sharding;
        this.settings = settings;
    }

    /** Hosts buckets on this node, which must have {@link Role#DISPATCHER}. An entity's id is the bucket's number. */
    public static PresenceRegion host(
            ActorSystem<?> system,
            PresenceSettings settings,
            Function<EntityContext<PresenceMessage>, Behavior<PresenceMessage>> actor) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(KEY, actor::apply)
                .withStopMessage(new PresenceMessage.Stop())
                .withRole(Role.DISPATCHER.label()));
        return new PresenceRegion(sharding, settings);
    }

    /** Reaches buckets from any node. */
    public static PresenceRegion connect(ActorSystem<?> system, PresenceSettings settings) {
        ClusterSharding sharding = ClusterSharding.get(system);
        // On a dispatcher the region belongs to host(): whoever initialises first decides its behaviour.
        if (!Cluster.get(system).selfMember().hasRole(Role.DISPATCHER.label())) {
            sharding.init(Entity.of(KEY, context -> Behaviors.<PresenceMessage>empty())
                    .withRole(Role.DISPATCHER.label()));
        }
        return new PresenceRegion(sharding, settings);
    }

    /** Says of these members that they are there: one message for each bucket that holds some of them. */
    public void heartbeats(List<String> members) {
        members.stream()
                .collect(Collectors.groupingBy(settings::bucketOf))
                .forEach((bucket, theirs) -> bucket(bucket).tell(new PresenceMessage.Heartbeat(theirs)));
    }

    public EntityRef<PresenceMessage> bucketOf(String member) {
        return bucket(settings.bucketOf(member));
    }

    public EntityRef<PresenceMessage> bucket(int bucket) {
        return sharding.entityRefFor(KEY, Integer.toString(bucket));
    }

    /** The same bucket in another data centre. */
    public EntityRef<PresenceMessage> bucket(int bucket, String dataCentre) {
        proxies.computeIfAbsent(
                dataCentre,
                there -> sharding.init(Entity.of(KEY, context -> Behaviors.<PresenceMessage>empty())
                        .withRole(Role.DISPATCHER.label())
                        .withDataCenter(there)));
        return sharding.entityRefFor(KEY, Integer.toString(bucket), dataCentre);
    }
}
