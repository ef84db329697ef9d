package io.ovation.dispatcher.remote;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.ReachableDataCenter;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.util.function.Consumer;

/** Says when another data centre can be reached again. */
public final class DataCentreWatch {

    private DataCentreWatch() {}

    /** @param back runs in this actor */
    public static Behavior<ReachableDataCenter> create(Consumer<String> back) {
        return Behaviors.setup(context -> {
            Cluster.get(context.getSystem())
                    .subscriptions()
                    .tell(Subscribe.create(context.getSelf(), ReachableDataCenter.class));
            return Behaviors.receive(ReachableDataCenter.class)
                    .onMessage(ReachableDataCenter.class, reachable -> {
                        back.accept(reachable.dataCenter());
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}
