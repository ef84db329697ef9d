package io.ovation.node;

import akka.management.cluster.bootstrap.ClusterBootstrap;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ovation.common.protocol.Role;
import io.ovation.common.settings.Require;
import io.ovation.node.membership.ProcessWatchSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this process is to be.
 *
 * @param roles what it does
 * @param dataCentre where it is
 * @param joining how it finds its cluster
 * @param seedNodes {@code host:port} of nodes to join; empty to form a cluster of its own
 * @param formsClusterAfter how long the first of the seeds looks for a cluster before it forms one
 * @param processWatch how it examines members that are unreachable
 */
record NodeSettings(
        Set<Role> roles,
        String dataCentre,
        Joining joining,
        List<String> seedNodes,
        Duration formsClusterAfter,
        ProcessWatchSettings processWatch) {

    private static final String BOOTSTRAP_ROUTE = "akka.management.http.routes.cluster-bootstrap";

    NodeSettings {
        Require.positive("ovation.node.forms-cluster-after", formsClusterAfter);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a node needs at least one role");
        }
        roles = Set.copyOf(roles);
        seedNodes = List.copyOf(seedNodes);
        if (joining == Joining.BOOTSTRAP && !seedNodes.isEmpty()) {
            throw new IllegalArgumentException(
                    "ovation.node.join is bootstrap, which finds nodes itself: leave ovation.node.seed-nodes empty");
        }
        if (!dataCentre.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "ovation.data-centre must be 1 to 64 letters, digits, '.', '_' or '-', not '" + dataCentre + "'");
        }
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
        return new NodeSettings(
                roles,
                config.getString("ovation.data-centre"),
                Joining.parse(config.getString("ovation.node.join")),
                seeds,
                config.getDuration("ovation.node.forms-cluster-after"),
                ProcessWatchSettings.from(config));
    }

    /** Tells Akka of the roles and the data centre, how long they take to stop, and how to find the cluster. */
    Config applyTo(Config config) {
        return joiningConfig(config)
                .withValue(
                        "akka.cluster.roles",
                        ConfigValueFactory.fromIterable(
                                roles.stream().map(Role::label).sorted().toList()))
                .withValue("akka.cluster.multi-data-center.self-data-center", ConfigValueFactory.fromAnyRef(dataCentre))
                .withFallback(ShutdownTimeouts.from(roles, config))
                .withFallback(config);
    }

    private Config joiningConfig(Config config) {
        if (joining == Joining.BOOTSTRAP) {
            return ConfigFactory.parseMap(Map.of(BOOTSTRAP_ROUTE, ClusterBootstrap.class.getName() + '$'));
        }
        return isFirstSeed(config)
                ? ConfigFactory.parseMap(Map.of("akka.cluster.seed-node-timeout", formsClusterAfter))
                : ConfigFactory.empty();
    }

    private boolean isFirstSeed(Config config) {
        Config self = config.getConfig("akka.remote.artery.canonical");
        return seedNodes.stream().limit(1).anyMatch((self.getString("hostname") + ':' + self.getInt("port"))::equals);
    }
}
