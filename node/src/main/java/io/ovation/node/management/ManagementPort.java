package io.ovation.node.management;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.management.AkkaManagementSettings;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.edge.HostSettings;
import io.ovation.edge.PortSettings;
import io.ovation.edge.ServiceSettings;
import io.ovation.edge.route.RoutePort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators' port: the routes of Akka Management on the sockets of all other ports. Listens where
 * {@code akka.management.http} says, until the actor system ends.
 */
public final class ManagementPort implements Extension {

    /** As operators see it. */
    static final String NAME = "management";

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPort.class);

    private static final ExtensionId<ManagementPort> ID = new ExtensionId<>() {
        @Override
        public ManagementPort createExtension(ActorSystem<?> system) {
            return new ManagementPort(system);
        }
    };

    private static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.OPTIONS);

    /** Operators, probes, and nodes that look for each other. */
    private static final int MOST_CONNECTIONS = 256;

    /** So that probes come in, whoever else does. */
    private static final int MOST_CONNECTIONS_OF_AN_ADDRESS = 64;

    private static final int MOST_BYTES_OF_BODY = 64 * 1024;

    private static final Duration RETRY_WITHIN = Duration.ofSeconds(10);

    /** What is asked here may take long to answer: all that a node has counted, or all members of a cluster. */
    private static final int NOTHING_ON_LOOP = -1;

    private final CompletableFuture<InetSocketAddress> opened = new CompletableFuture<>();

    private ManagementPort(ActorSystem<?> system) {
        // Once, as Cluster Bootstrap demands, which learns from it where others find this node.
        AkkaManagement management = AkkaManagement.get(system);
        ManagementSettings ofOperators =
                ManagementSettings.from(system.settings().config());
        OperatorRoutes routes =
                new OperatorRoutes(ofOperators, management.getRoutes().handler(system));
        RoutePort.bind(
                        system,
                        settings(system, management.settings(), ofOperators),
                        RETRY_WITHIN,
                        METHODS,
                        NOTHING_ON_LOOP,
                        routes::answer)
                .whenComplete((port, failure) -> {
                    if (failure == null) {
                        closeWithSystem(system, port);
                        LOG.info("management: {}", port.address());
                        opened.complete(port.address());
                    } else {
                        opened.completeExceptionally(failure);
                    }
                });
    }

    /**
     * The first call opens it.
     *
     * @return where it listens; fails with one line that names the port if it cannot be bound
     */
    public static CompletionStage<InetSocketAddress> open(ActorSystem<?> system) {
        return ID.apply(system).opened.minimalCompletionStage();
    }

    private static PortSettings settings(
            ActorSystem<?> system, AkkaManagementSettings settings, ManagementSettings ofOperators) {
        Config config = system.settings().config();
        return new PortSettings(
                NAME,
                "akka.management.http.port (OVATION_MANAGEMENT_PORT)",
                settings.getHttpEffectiveBindHostname(),
                settings.getHttpEffectiveBindPort(),
                MOST_CONNECTIONS,
                MOST_BYTES_OF_BODY,
                ofOperators.hostsAt(settings.getHttpEffectiveBindHostname(), HostSettings.from(config)),
                Optional.empty(),
                ServiceSettings.from(config).connections().forOperators(MOST_CONNECTIONS_OF_AN_ADDRESS));
    }

    /** As late as can be: it says until then how the node stands. */
    private static void closeWithSystem(ActorSystem<?> system, RoutePort port) {
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "close-management",
                        () -> port.unbind().thenApply(closed -> Done.getInstance()));
    }
}
