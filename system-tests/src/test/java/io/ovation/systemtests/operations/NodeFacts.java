package io.ovation.systemtests.operations;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.ovation.common.protocol.Role;
import io.ovation.node.ShutdownTimeouts;
import io.ovation.node.environment.Variable;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a node understands. */
final class NodeFacts {

    static final Config BUILT_IN = ConfigFactory.load();

    private static final String PHASES = "akka.coordinated-shutdown.phases";

    /** Every variable of the environment that Ovation looks at. */
    static final Set<String> VARIABLES =
            Arrays.stream(Variable.values()).map(Variable::name).collect(Collectors.toCollection(TreeSet::new));

    private NodeFacts() {}

    /** No shutdown takes longer, whatever hangs: each phase has its time-out, and they run one after another. */
    static Duration longestShutdown() {
        Config node = ShutdownTimeouts.from(EnumSet.allOf(Role.class), BUILT_IN).withFallback(BUILT_IN);
        Duration standard = node.getDuration("akka.coordinated-shutdown.default-phase-timeout");
        return node.getObject(PHASES).keySet().stream()
                .map(phase -> node.getConfig(PHASES).getConfig(ConfigUtil.quoteString(phase)))
                .map(phase -> phase.hasPath("timeout") ? phase.getDuration("timeout") : standard)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
