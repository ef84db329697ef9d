package io.ovation.common.protocol;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.ovation.common.presence.PresenceSettings;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the buckets of members are: a fixed number of them in each data centre, on whichever dispatcher nodes. */
public final class PresenceRegion {

    private static final EntityTypeKey<PresenceMessage> KEY = EntityTypeKey.create(PresenceMessage.class, "presence");

    private final EntityRegion<PresenceMessage> region;
    private final PresenceSettings settings;

    private PresenceRegion(EntityRegion<PresenceMessage> region, PresenceSettings settings) {
        this.region = region;
        this.settings = settings;
    }

    /** Hosts buckets on this node, which must have {@link Role#DISPATCHER}. An entity's id is the bucket's number. */
    public static PresenceRegion host(
            ActorSystem<?> system,
            PresenceSettings settings,
            Function<EntityContext<PresenceMessage>, Behavior<PresenceMessage>> actor) {
        return new PresenceRegion(EntityRegion.host(system, KEY, new PresenceMessage.Stop(), actor), settings);
    }

    /** Reaches buckets from any node. */
    public static PresenceRegion connect(ActorSystem<?> system, PresenceSettings settings) {
        return new PresenceRegion(EntityRegion.connect(system, KEY), settings);
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
        return region.entity(Integer.toString(bucket));
    }

    /** The same bucket in another data centre. */
    public EntityRef<PresenceMessage> bucket(int bucket, String dataCentre) {
        return region.entity(Integer.toString(bucket), dataCentre);
    }
}
