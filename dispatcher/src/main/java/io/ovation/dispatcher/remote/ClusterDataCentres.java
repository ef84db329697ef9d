package io.ovation.dispatcher.remote;

import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.ovation.common.protocol.Role;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Those of Akka's multi-data-centre membership. */
public final class ClusterDataCentres implements DataCentres {

    private record Seen(CurrentClusterState state, Set<String> others) {}

    private final Cluster cluster;
    private final TopicRegion topics;
    private volatile Seen seen;

    /** @param topics those of this data centre */
    public ClusterDataCentres(ActorSystem<?> system, TopicRegion topics) {
        this.cluster = Cluster.get(system);
        this.topics = topics;
        this.seen = look(cluster.state());
    }

    @Override
    public String own() {
        return cluster.selfMember().dataCenter();
    }

    /** Asked every few seconds by each topic, and with each batch of heartbeats; the cluster seldom changes. */
    @Override
    @SuppressWarnings("ReferenceEquality") // A change of the cluster is another object.
    public Set<String> others() {
        CurrentClusterState state = cluster.state();
        if (seen.state() != state) {
            seen = look(state);
        }
        return seen.others();
    }

    private Seen look(CurrentClusterState state) {
        Set<String> others = new HashSet<>(state.getAllDataCenters());
        others.remove(own());
        return new Seen(state, Set.copyOf(others));
    }

    @Override
    public boolean isOldest() {
        Member self = cluster.selfMember();
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .noneMatch(member -> member.hasRole(Role.DISPATCHER.label())
                        && member.dataCenter().equals(own())
                        && member.isOlderThan(self));
    }

    @Override
    public void tell(String dataCentre, Topic topic, TopicMessage message) {
        topics.topic(topic, dataCentre).tell(message);
    }
}
