package io.ovation.node;

import akka.Done;
import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import io.ovation.access.AccessMode;
import io.ovation.common.protocol.Role;
import io.ovation.common.settings.OtlpSettings;
import io.ovation.edge.tls.TlsSettings;
import io.ovation.insights.Insights;
import io.ovation.node.listening.Addresses;
import io.ovation.node.listening.ListeningSettings;
import io.ovation.node.management.ManagementPort;
import io.ovation.node.management.ManagementSettings;
import io.ovation.node.management.Startup;
import io.ovation.node.management.Telemetry;
import io.ovation.node.membership.RemotingTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A running node: an actor system that has joined its cluster, with the roles on it. */
public final class Node {

    private static final String SYSTEM = "ovation";

    private final ActorSystem<?> system;
    private final Addresses addresses;
    private final RoleSettings roles;

    private Node(ActorSystem<?> system, Addresses addresses, RoleSettings roles) {
        this.system = system;
        this.addresses = addresses;
        this.roles = roles;
    }

    /**
     * Joins the cluster, then starts the roles, then management, so that management answers once everything does; with
     * Cluster Bootstrap, which works through it, it answers from the start and is ready once everything is.
     *
     * @return the node, once it is ready; fails with the reason if it cannot start, and has stopped by then
     * @throws IllegalArgumentException if a setting is wrong
     * @throws com.typesafe.config.ConfigException if a setting is of the wrong type
     * @throws IllegalStateException if the machine does not have what the settings say
     */
    public static CompletionStage<Node> start(Set<Role> roles, Config config) {
        NodeSettings settings = NodeSettings.from(roles, config);
        RoleSettings ofRoles = RoleSettings.from(roles, config);
        settings.listening().requireFree();
        settings.remotingTls().ifPresent(RemotingTls::requireUsable);
        ofRoles.tls().ifPresent(TlsSettings::requireUsable);
        ofRoles.access()
                .ifPresent(access -> access.requireSaid(settings.listening().isOpenToOtherMachines()));
        ManagementSettings.from(config).requireTokenIf(settings.listening().isManagementOpenToOtherMachines());
        ofRoles.likes().ifPresent(likes -> DataDirectory.requireWritable(likes.store(), config));
        OtlpSettings otlp = OtlpSettings.from(config);
        Telemetry.begin();
        CompletableFuture<Guardian.Bound> bound = new CompletableFuture<>();
        ActorSystem<?> system =
                ActorSystem.create(Guardian.create(settings, ofRoles, bound), SYSTEM, settings.applyTo(config));
        Runnable endExport = Telemetry.export(otlp);
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "last-metrics", () -> {
                    endExport.run();
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
        // Akka gives up by itself when it cannot join.
        system.getWhenTerminated()
                .thenRun(() -> bound.completeExceptionally(
                        new IllegalStateException("the node has not become a member of its cluster")));
        return bound.thenApply(sockets -> {
                    sockets.letsIn().thenRun(() -> Startup.of(system).markComplete());
                    return sockets;
                })
                .thenCompose(sockets -> ManagementPort.open(system)
                        .thenApply(management -> new Node(
                                system, addresses(system, settings.listening(), sockets, management), ofRoles)))
                .thenApply(node -> {
                    Insights.of(system).managementIsAt(node.managementUrl());
                    return node;
                })
                .thenCompose(node -> WarmUp.of(node).thenApply(warm -> node))
                .exceptionallyCompose(failure -> {
                    system.terminate();
                    return system.getWhenTerminated().thenCompose(done -> CompletableFuture.failedFuture(failure));
                });
    }

    private static Addresses addresses(
            ActorSystem<?> system, ListeningSettings listening, Guardian.Bound sockets, InetSocketAddress management) {
        Address self = Cluster.get(system).selfMember().address();
        return new Addresses(
                sockets.viewer().map(bound -> reachable(bound, listening)),
                sockets.publish().map(bound -> reachable(bound, listening)),
                Addresses.reachable(listening.management().host(), management.getPort(), listening.host()),
                InetSocketAddress.createUnresolved(
                        self.getHost().orElseThrow(), self.getPort().orElseThrow()));
    }

    private static InetSocketAddress reachable(InetSocketAddress bound, ListeningSettings listening) {
        return Addresses.reachable(bound.getHostString(), bound.getPort(), listening.host());
    }

    /** Nothing unless it was built as a distribution. */
    static Optional<String> version() {
        return Optional.ofNullable(Node.class.getPackage().getImplementationVersion());
    }

    static Address address(String hostAndPort) {
        return AddressFromURIString.parse("akka://" + SYSTEM + '@' + hostAndPort);
    }

    public Addresses addresses() {
        return addresses;
    }

    /** Where viewers reach it, if it is a frontend. */
    public Optional<String> viewerUrl() {
        return addresses.viewer().map(this::url);
    }

    /** Where publishers reach it, if it is a likes backend. */
    public Optional<String> publishUrl() {
        return addresses.publish().map(this::url);
    }

    /** Where operators reach it. */
    String managementUrl() {
        return Addresses.url(addresses.management());
    }

    private String url(InetSocketAddress address) {
        return Addresses.url(roles.tls().isPresent() ? "https" : "http", address);
    }

    RoleSettings roles() {
        return roles;
    }

    /** Whom it lets in, in a line; nothing if it serves other nodes alone. */
    Optional<String> access() {
        return roles.access()
                .map(settings -> settings.mode() == AccessMode.OPEN
                        ? "open: anybody who reaches these ports may read and publish"
                        : "closed: to those who have a token");
    }

    /** Runs a task when the node is told to stop, while it still serves. */
    void beforeStop(Runnable task) {
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "before-stop", () -> {
            task.run();
            return CompletableFuture.completedFuture(Done.done());
        });
    }

    /** Leaves the cluster and stops. */
    public CompletionStage<Done> stop() {
        return CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.actorSystemTerminateReason());
    }

    /** Its phases' time-outs together. */
    Duration longestStop() {
        return Duration.ofNanos(CoordinatedShutdown.get(system).totalTimeout().toNanos());
    }

    public CompletionStage<Done> whenStopped() {
        return system.getWhenTerminated();
    }

    /** Whether it stopped, or stops, because the cluster goes on without it and not because it was told to. */
    boolean wasRemoved() {
        return CoordinatedShutdown.get(system)
                .getShutdownReason()
                .filter(CoordinatedShutdown.clusterDowningReason()::equals)
                .isPresent();
    }
}
