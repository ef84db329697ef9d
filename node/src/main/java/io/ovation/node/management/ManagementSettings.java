package io.ovation.node.management;

import com.typesafe.config.Config;
import io.ovation.common.settings.Secret;
import io.ovation.edge.HostSettings;
import io.ovation.edge.message.HostPolicy;
import io.ovation.insights.http.ConsoleRoute;
import io.ovation.node.membership.Joining;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom the management port answers.
 *
 * @param token what operators have to show; nothing if whoever reaches the port is believed to be one
 * @param openPaths what is answered to anybody: to probes, and to nodes that look for each other, which show nothing
 * @param healthPaths those of them that tell how the node is
 * @param pagePaths the console's files, which hold nothing of the node: a browser needs them before it can ask for the
 *     token. Where there is none, they are for the node's own names alone, as is all else that browsers ask for
 */
public record ManagementSettings(
        Optional<ManagementToken> token, Set<String> openPaths, Set<String> healthPaths, Set<String> pagePaths) {

    private static final String TOKEN = "ovation.node.management-token";
    private static final String HEALTH = "akka.management.health-checks.";
    private static final String BASE_PATH = "akka.management.http.base-path";

    /** Of Cluster Bootstrap. */
    private static final String SEED_NODES = "bootstrap/seed-nodes";

    public ManagementSettings {
        openPaths = Set.copyOf(openPaths);
        healthPaths = Set.copyOf(healthPaths);
        pagePaths = Set.copyOf(pagePaths);
    }

    /** @param config of the whole system */
    public static ManagementSettings from(Config config) {
        String base = config.getString(BASE_PATH);
        String prefix = base.isEmpty() ? "/" : '/' + base + '/';
        Set<String> health = Stream.of("readiness-path", "liveness-path")
                .map(key -> prefix + config.getString(HEALTH + key))
                .collect(Collectors.toSet());
        boolean areNodesLookingForEachOther = Joining.parse(config.getString("ovation.node.join")) == Joining.BOOTSTRAP;
        return new ManagementSettings(
                Optional.of(config.getString(TOKEN))
                        .filter(text -> !text.isEmpty())
                        .map(text -> new ManagementToken(new Secret(text))),
                areNodesLookingForEachOther
                        ? Stream.concat(health.stream(), Stream.of(prefix + SEED_NODES))
                                .collect(Collectors.toSet())
                        : health,
                health,
                ConsoleRoute.paths(prefix));
    }

    /** Which hosts it answers for, where nobody has to show anything. */
    Optional<HostPolicy> hostsAt(String boundTo, HostSettings hosts) {
        return token.isEmpty() ? hosts.policyOf(boundTo, openPaths) : Optional.empty();
    }

    /**
     * @param everywhere whether others than those on this machine can reach the port
     * @throws IllegalArgumentException if they could, and there is no token
     */
    public void requireTokenIf(boolean everywhere) {
        if (everywhere && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "others than this machine can reach the management port, which would tell"
                            + " anybody everything: set " + TOKEN
                            + ", or akka.management.http.bind-hostname to 127.0.0.1");
        }
    }
}
