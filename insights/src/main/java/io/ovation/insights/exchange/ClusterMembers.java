package io.ovation.insights.exchange;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import io.ovation.insights.cluster.ClusterMember;
import io.ovation.insights.cluster.NodeStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The members of the cluster, of all data centres, as Akka knows them. */
public final class ClusterMembers {

    /** What Akka puts before the name of a data centre to make a role of it. */
    private static final String DATA_CENTRE = "dc-";

    private ClusterMembers() {}

    public static List<ClusterMember> of(ActorSystem<?> system) {
        CurrentClusterState state = Cluster.get(system).state();
        Set<Member> unreachable = state.getUnreachable();
        return StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(member -> !member.status().equals(MemberStatus.removed()))
                .map(member -> of(member, !unreachable.contains(member)))
                .toList();
    }

    public static ClusterMember of(Member member, boolean reachable) {
        return new ClusterMember(
                hostAndPort(member.address()),
                member.uniqueAddress().longUid(),
                member.dataCenter(),
                member.getRoles().stream()
                        .filter(role -> !role.startsWith(DATA_CENTRE))
                        .sorted()
                        .toList(),
                status(member.status()),
                reachable);
    }

    public static String hostAndPort(Address address) {
        return address.getHost().orElse("") + ':' + address.getPort().orElse(0);
    }

    private static NodeStatus status(MemberStatus status) {
        if (status.equals(MemberStatus.joining()) || status.equals(MemberStatus.weaklyUp())) {
            return NodeStatus.JOINING;
        }
        if (status.equals(MemberStatus.down())) {
            return NodeStatus.DOWN;
        }
        return status.equals(MemberStatus.leaving()) || status.equals(MemberStatus.exiting())
                ? NodeStatus.LEAVING
                : NodeStatus.UP;
    }
}
