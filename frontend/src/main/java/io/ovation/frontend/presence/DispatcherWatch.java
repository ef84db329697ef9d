package io.ovation.frontend.presence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.ovation.common.protocol.Role;

/** Tells the beacon when a dispatcher is lost: the buckets that start elsewhere are not to wait for their next beat. */
public final class DispatcherWatch {

    private DispatcherWatch() {}

    public static Behavior<MemberRemoved> create(ActorRef<PresenceBeacon.Command> beacon) {
        return Behaviors.setup(context -> {
            Cluster.get(context.getSystem())
                    .subscriptions()
                    .tell(Subscribe.create(context.getSelf(), MemberRemoved.class));
            return Behaviors.receive(MemberRemoved.class)
                    .onMessage(MemberRemoved.class, removed -> {
                        if (removed.member().hasRole(Role.DISPATCHER.label())) {
                            beacon.tell(new PresenceBeacon.DispatcherLost());
                        }
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}
