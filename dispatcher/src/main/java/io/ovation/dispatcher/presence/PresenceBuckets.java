package io.ovation.dispatcher.presence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import io.ovation.common.protocol.DispatcherWatch;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.remote.ClusterDataCentres;
import io.ovation.dispatcher.remote.DataCentres;
import java.time.InstantSource;

/** The part of a dispatcher that knows who is online. */
public final class PresenceBuckets {

    private PresenceBuckets() {}

    /** Hosts buckets on this node; once per actor system, and before anything else on it reaches for them. */
    public static PresenceRegion start(ActorSystem<?> system, PresenceBucketSettings settings, KeyValueStore store) {
        PresenceCounters.begin();
        PresenceTable table = PresenceTable.open(store, settings);
        TopicRegion topics = TopicRegion.connect(system);
        PresenceRegion buckets = PresenceRegion.connect(system, settings.shared());
        DataCentres dataCentres = new ClusterDataCentres(system, topics);
        RecentLoss loss = new RecentLoss(settings.shared().expiry());
        PresenceEnvironment environment = new PresenceEnvironment(
                settings,
                table,
                // Every data centre hears the same heartbeats and comes to the same conclusion by itself.
                (member, presence) -> topics.topic(Topic.presence(member)).tell(new TopicMessage.Forward(presence)),
                (bucket, message) -> dataCentres
                        .others()
                        .forEach(there -> buckets.bucket(bucket, there).tell(message)),
                loss,
                System::nanoTime,
                InstantSource.system());
        PresenceRegion region = PresenceRegion.host(
                system,
                settings.shared(),
                entity ->
                        PresenceBucket.create(Integer.parseInt(entity.getEntityId()), environment, entity.getShard()));
        Behavior<PresenceSweep.Command> sweep = PresenceSweep.create(
                table, settings.sweepInterval(), bucket -> region.bucket(bucket).tell(new PresenceMessage.Wake()));
        ActorRef<PresenceSweep.Command> sweeper = system.systemActorOf(sweep, "presence-sweep", Props.empty());
        system.systemActorOf(
                DispatcherWatch.create(() -> {
                    loss.happened(System.nanoTime());
                    sweeper.tell(new PresenceSweep.Sweep());
                }),
                "presence-dispatcher-watch",
                Props.empty());
        return region;
    }
}
