package io.ovation.common.protocol;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;

/** Says when a dispatcher is lost: the buckets it held are not to wait for whatever else would start them elsewhere. */
public final class DispatcherWatch {

    private DispatcherWatch() {}

    /** @param lost runs in this actor */
    public static Behavior<MemberRemoved> create(Runnable lost) {
        return Behaviors.setup(context -> {
            Cluster.get(context.getSystem())
                    .subscriptions()
                    .tell(Subscribe.create(context.getSelf(), MemberRemoved.class));
            return Behaviors.receive(MemberRemoved.class)
                    .onMessage(MemberRemoved.class, removed -> {
                        if (removed.member().hasRole(Role.DISPATCHER.label())) {
                            lost.run();
                        }
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}
