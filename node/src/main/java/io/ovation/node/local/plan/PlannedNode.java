package io.ovation.node.local.plan;

import java.util.List;
import java.util.Map;

/**
 * A node of a cluster that is to be.
 *
 * @param name unique in the cluster
 * @param environment what makes it this node; nothing secret, for it is written to {@code nodes.json}
 * @param log where it writes
 */
public record PlannedNode(
        String name,
        List<String> roles,
        String dataCentre,
        String host,
        NodePorts ports,
        Map<String, String> environment,
        String log) {}
