package io.ovation.dispatcher.presence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import io.ovation.common.protocol.DispatcherWatch;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.subscription.Redis;
import io.ovation.dispatcher.subscription.SubscriptionStoreSettings;
import java.time.InstantSource;
import java.util.Optional;

/** The part of a dispatcher that knows who is online. */
public final class PresenceBuckets {

    private PresenceBuckets() {}

    /**
     * Hosts buckets on this node; once per actor system, and before anything else on it reaches for them.
     *
     * @param redis where members are kept, unless in Distributed Data
     */
    public static PresenceRegion start(
            ActorSystem<?> system,
            PresenceBucketSettings settings,
            SubscriptionStoreSettings replication,
            Optional<Redis> redis) {
        InstantSource clock = InstantSource.system();
        PresenceStore store = redis.<PresenceStore>map(it -> new RedisPresenceStore(it, settings))
                .orElseGet(() -> DistributedDataPresenceStore.start(system, replication, settings, clock));
        return host(system, settings, store, clock);
    }

    static PresenceRegion host(
            ActorSystem<?> system, PresenceBucketSettings settings, PresenceStore store, InstantSource clock) {
        TopicRegion topics = TopicRegion.connect(system);
        PresenceRegion buckets = PresenceRegion.connect(system, settings.shared());
        RecentLoss loss = new RecentLoss(settings.shared().expiry());
        PresenceEnvironment environment = new PresenceEnvironment(
                settings,
                store,
                // Every data centre hears the same heartbeats and comes to the same conclusion by itself.
                (member, presence) -> topics.topic(Topic.presence(member)).tell(new TopicMessage.Forward(presence)),
                (bucket, message) -> tellOthers(system, buckets, bucket, message),
                loss,
                System::nanoTime,
                clock);
        PresenceRegion region = PresenceRegion.host(
                system,
                settings.shared(),
                entity ->
                        PresenceBucket.create(Integer.parseInt(entity.getEntityId()), environment, entity.getShard()));
        Behavior<PresenceSweep.Command> sweep = PresenceSweep.create(
                store, settings.sweepInterval(), bucket -> region.bucket(bucket).tell(new PresenceMessage.Wake()));
        ActorRef<PresenceSweep.Command> sweeper = system.systemActorOf(
                Behaviors.supervise(sweep).onFailure(SupervisorStrategy.restart()), "presence-sweep", Props.empty());
        system.systemActorOf(
                DispatcherWatch.create(() -> {
                    loss.happened(System.nanoTime());
                    sweeper.tell(new PresenceSweep.Sweep());
                }),
                "presence-dispatcher-watch",
                Props.empty());
        return region;
    }

    private static void tellOthers(ActorSystem<?> system, PresenceRegion buckets, int bucket, PresenceMessage message) {
        Cluster cluster = Cluster.get(system);
        String own = cluster.selfMember().dataCenter();
        for (String there : cluster.state().getAllDataCenters()) {
            if (!there.equals(own)) {
                buckets.bucket(bucket, there).tell(message);
            }
        }
    }
}
