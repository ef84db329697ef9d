package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One small cluster for all scenarios that can do with it; whole again before each of them. */
final class SharedCluster implements ParameterResolver {

    /**
     * Half of the default, because every frontend that is stopped takes this long. Many viewers would come back too close
     * together then.
     */
    private static final Map<String, String> SETTINGS =
            RollingRestartIT.VIEWERS < RollingRestartIT.MANY ? Map.of("OVATION_DRAIN", "12 s") : Map.of();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ClusterUnderTest.class;
    }

    @Override
    public ClusterUnderTest resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ClusterUnderTest cluster = cluster(context);
        cluster.heal();
        return cluster;
    }

    /** Closed together with the store, after the last test of all. */
    private static ClusterUnderTest cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedCluster.class))
                .computeIfAbsent(
                        ClusterUnderTest.class,
                        type -> ClusterUnderTest.start(ClusterPlan.small().with(SETTINGS)),
                        ClusterUnderTest.class);
    }
}
