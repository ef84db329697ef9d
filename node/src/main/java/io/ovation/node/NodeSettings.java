package io.ovation.node;

import akka.management.cluster.bootstrap.ClusterBootstrap;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ovation.common.protocol.Role;
import io.ovation.common.settings.Require;
import io.ovation.insights.exchange.InsightSettings;
import io.ovation.node.environment.Form;
import io.ovation.node.listening.Addresses;
import io.ovation.node.listening.ListeningSettings;
import io.ovation.node.membership.Joining;
import io.ovation.node.membership.ProcessWatchSettings;
import io.ovation.node.membership.RemotingTls;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this process is to be.
 *
 * @param roles what it does
 * @param listening where it listens
 * @param dataCentre where it is
 * @param joining how it finds its cluster
 * @param seedNodes {@code host:port} of nodes to join; empty to form a cluster of its own
 * @param formsClusterAfter how long the first of the seeds looks for a cluster before it forms one
 * @param remotingTls how nodes prove that they are of the cluster
 * @param processWatch how it examines members that are unreachable
 * @param insight how it tells others of itself
 */
record NodeSettings(
        Set<Role> roles,
        ListeningSettings listening,
        String dataCentre,
        Joining joining,
        List<String> seedNodes,
        Duration formsClusterAfter,
        Optional<RemotingTls> remotingTls,
        ProcessWatchSettings processWatch,
        InsightSettings insight) {

    private static final String SEED_NODES = "ovation.node.seed-nodes";
    private static final String HOSTNAME = "akka.remote.artery.canonical.hostname";
    private static final String BOOTSTRAP_ROUTE = "akka.management.http.routes.cluster-bootstrap";

    NodeSettings {
        Require.positive("ovation.node.forms-cluster-after", formsClusterAfter);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a node needs at least one role");
        }
        roles = Set.copyOf(roles);
        seedNodes.forEach(seed -> Form.SEED_NODES.require(SEED_NODES, seed));
        seedNodes = seedNodes.stream().map(NodeSettings::inOneSpelling).toList();
        if (joining == Joining.BOOTSTRAP && !seedNodes.isEmpty()) {
            throw new IllegalArgumentException(
                    "ovation.node.join is bootstrap, which finds nodes itself: leave ovation.node.seed-nodes empty");
        }
        if (joining == Joining.BOOTSTRAP && listening.management().port() == 0) {
            throw new IllegalArgumentException("ovation.node.join is bootstrap, by which nodes meet at their management"
                    + " ports: " + listening.management().key() + " must not be 0");
        }
        Form.DATA_CENTRE.require("ovation.data-centre", dataCentre);
        if (Set.copyOf(seedNodes).size() < seedNodes.size()) {
            throw new IllegalArgumentException(
                    SEED_NODES + " must name each node once, not " + String.join(",", seedNodes));
        }
    }

    private static String inOneSpelling(String seed) {
        int port = seed.lastIndexOf(':');
        return Addresses.hostOf(seed.substring(0, port)) + seed.substring(port);
    }

    static NodeSettings from(Set<Role> roles, Config config) {
        List<String> seeds = Arrays.stream(config.getString(SEED_NODES).split(","))
                .map(String::trim)
                .filter(seed -> !seed.isEmpty())
                .toList();
        return new NodeSettings(
                roles,
                ListeningSettings.from(roles, config),
                config.getString("ovation.data-centre"),
                Joining.parse(config.getString("ovation.node.join")),
                seeds,
                config.getDuration("ovation.node.forms-cluster-after"),
                RemotingTls.from(config),
                ProcessWatchSettings.from(config),
                InsightSettings.from(config));
    }

    /** Tells Akka its host, the roles and the data centre, how long they take to stop, how to find the cluster, and how to
     * speak with it. */
    Config applyTo(Config config) {
        return joiningConfig(config)
                .withValue(HOSTNAME, ConfigValueFactory.fromAnyRef(hostname(config)))
                .withValue(
                        "akka.cluster.roles",
                        ConfigValueFactory.fromIterable(
                                roles.stream().map(Role::label).sorted().toList()))
                .withValue("akka.cluster.multi-data-center.self-data-center", ConfigValueFactory.fromAnyRef(dataCentre))
                .withFallback(remotingTls.map(RemotingTls::applied).orElseGet(ConfigFactory::empty))
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
        String self = hostname(config) + ':' + config.getInt("akka.remote.artery.canonical.port");
        return seedNodes.stream().limit(1).anyMatch(self::equals);
    }

    private static String hostname(Config config) {
        return Addresses.hostOf(config.getString(HOSTNAME));
    }
}
