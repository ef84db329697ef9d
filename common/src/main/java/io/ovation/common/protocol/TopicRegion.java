package io.ovation.common.protocol;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.ovation.common.topic.Topic;
import java.util.function.Function;

/** Where the topic actors are: one for each topic in a data centre, on whichever dispatcher node sharding puts it. */
public final class TopicRegion {

    private static final EntityTypeKey<TopicMessage> KEY = EntityTypeKey.create(TopicMessage.class, "topic");

    private final EntityRegion<TopicMessage> region;

    private TopicRegion(EntityRegion<TopicMessage> region) {
        this.region = region;
    }

    /** Hosts topic actors on this node, which must have {@link Role#DISPATCHER}. */
    public static TopicRegion host(
            ActorSystem<?> system, Function<EntityContext<TopicMessage>, Behavior<TopicMessage>> actor) {
        return new TopicRegion(EntityRegion.host(system, KEY, new TopicMessage.Stop(), actor));
    }

    /** Reaches topic actors from any node. */
    public static TopicRegion connect(ActorSystem<?> system) {
        return new TopicRegion(EntityRegion.connect(system, KEY));
    }

    public EntityRef<TopicMessage> topic(Topic topic) {
        return region.entity(topic.toString());
    }

    /** The same topic in another data centre. */
    public EntityRef<TopicMessage> topic(Topic topic, String dataCentre) {
        return region.entity(topic.toString(), dataCentre);
    }
}
