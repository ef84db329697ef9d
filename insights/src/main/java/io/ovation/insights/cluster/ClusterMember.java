package io.ovation.insights.cluster;

import java.util.List;

/**
 * A member of the cluster, as its membership knows it.
 *
 * @param address {@code host:port}
 * @param boot tells it from another process at this address
 * @param status as its membership says: joining, up, leaving or down
 * @param reachable whether it answers heartbeats
 */
public record ClusterMember(
        String address, long boot, String dataCentre, List<String> roles, NodeStatus status, boolean reachable) {}
