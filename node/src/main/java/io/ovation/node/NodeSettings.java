package io.ovation.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ovation.common.protocol.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What this process is to be.
 *
 * @param roles what it does
 * @param seedNodes {@code host:port} of nodes to join; empty to form a cluster of its own
 */
record NodeSettings(Set<Role> roles, List<String> seedNodes) {

    NodeSettings {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a node needs at least one role");
        }
        roles = Set.copyOf(roles);
        seedNodes = List.copyOf(seedNodes);
        for (String seed : seedNodes) {
            if (!seed.matches("[^:\\s]+:\\d{1,5}")) {
                throw new IllegalArgumentException(
                        "ovation.node.seed-nodes must be host:port, separated by commas, not '" + seed + "'");
            }
        }
    }

    static NodeSettings from(Set<Role> roles, Config config) {
        List<String> seeds = Arrays.stream(
                        config.getString("ovation.node.seed-nodes").split(","))
                .map(String::trim)
                .filter(seed -> !seed.isEmpty())
                .toList();
        return new NodeSettings(roles, seeds);
    }

    /** Tells Akka of the roles. */
    Config applyTo(Config config) {
        return ConfigFactory.empty()
                .withValue(
                        "akka.cluster.roles",
                        ConfigValueFactory.fromIterable(
                                roles.stream().map(Role::label).sorted().toList()))
                .withFallback(config);
    }

    /** As Akka writes addresses. */
    List<String> seedAddresses(String system) {
        return seedNodes.stream().map(seed -> "akka://" + system + '@' + seed).toList();
    }
}
