package io.ovation.frontend;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.access.AccessControl;
import io.ovation.access.AccessSettings;
import io.ovation.access.revocation.CurrentRevocations;
import io.ovation.common.memory.NodeMemory;
import io.ovation.common.node.NodeTracing;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.trace.Tracing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A node of a cluster that holds viewers, on free ports of the loopback address. */
public final class FrontendNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Config CONFIG = ConfigFactory.parseString("""
                    akka.actor.provider = cluster
                    akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    akka.cluster {
                      gossip-interval = 200 ms
                      leader-actions-interval = 200 ms
                      jmx.multi-mbeans-in-same-jvm = on
                      sharding { retry-interval = 200 ms, coordinator-singleton.hand-over-retry-interval = 200 ms }
                      distributed-data { gossip-interval = 200 ms, notify-subscribers-interval = 100 ms }
                    }
                    akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                    # Longer than any drain, as nodes set it, too.
                    akka.coordinated-shutdown.phases.service-requests-done.timeout = 15 s
                    ovation.frontend.edge { port = 0, loops = 2, request-timeout = 1 s, max-body-bytes = 4 KiB }
                    ovation.frontend.drain.duration = 200 ms
                    ovation.allowed-hosts = test
                    ovation.frontend.stream { linger = 100 ms, subscribe-retry = 5 s, lease-renewal = 1 s }
                    """);

    private final ActorSystem<Void> system;
    private final InetSocketAddress address;
    private final CurrentRevocations revocations;

    private FrontendNode(ActorSystem<Void> system, InetSocketAddress address, CurrentRevocations revocations) {
        this.system = system;
        this.address = address;
        this.revocations = revocations;
    }

    /** A cluster of its own, with the topics. */
    public static FrontendNode start(ScriptedTopics topics, String settings) throws Exception {
        Config roles = ConfigFactory.parseString("akka.cluster.roles = [frontend, dispatcher]");
        FrontendNode node = start(roles, settings, system -> {
            PresenceRegion.host(system, PresenceSettings.from(ConfigFactory.load()), topics::bucket);
            TopicRegion.host(system, topics::actor);
        });
        node.join(node);
        return node;
    }

    /** Another frontend in the cluster of {@code seed}, where the topics are. */
    public static FrontendNode startBeside(FrontendNode seed) throws Exception {
        return startBeside(seed, "");
    }

    public static FrontendNode startBeside(FrontendNode seed, String settings) throws Exception {
        Config roles = ConfigFactory.parseString("akka.cluster.roles = [frontend]");
        FrontendNode node = start(roles, settings, system -> {});
        node.join(seed);
        return node;
    }

    private static FrontendNode start(Config roles, String settings, Consumer<ActorSystem<?>> first) throws Exception {
        Config config = ConfigFactory.parseString(settings)
                .withFallback(roles)
                .withFallback(CONFIG)
                .withFallback(ConfigFactory.load());
        CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
        CompletableFuture<CurrentRevocations> revocations = new CompletableFuture<>();
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    first.accept(context.getSystem());
                    AccessControl access = AccessControl.start(AccessSettings.from(config), InstantSource.system());
                    context.getSystem().getWhenTerminated().thenRun(access::close);
                    revocations.complete(access.revocations().current());
                    Frontend.start(context, FrontendSettings.from(config), access)
                            .thenAccept(bound::complete);
                    return Behaviors.empty();
                }),
                "ovation",
                config);
        return new FrontendNode(system, bound.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), revocations.join());
    }

    private void join(FrontendNode seed) {
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(Cluster.get(seed.system).selfMember().address()));
        await(() -> {
            if (!cluster.selfMember().status().equals(MemberStatus.up())) {
                throw new AssertionError(cluster.selfMember());
            }
            return null;
        });
    }

    /** Where viewers connect. */
    public InetSocketAddress address() {
        return address;
    }

    public ViewerStream watch(String query) throws IOException {
        return ViewerStream.open(address, "GET /v1/stream?" + query + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    public RawClient connect() throws IOException {
        return RawClient.connect(address);
    }

    /** What is answered to a request of its own connection. */
    public RawClient.Answer ask(String request) throws IOException {
        try (RawClient client = connect()) {
            return client.send(request).readAnswer();
        }
    }

    /** Those that hold at this node alone. */
    public CurrentRevocations revocations() {
        return revocations;
    }

    public NodeMemory memory() {
        return NodeMemory.get(system);
    }

    public Tracing tracing() {
        return NodeTracing.of(system);
    }

    /** Stops as a node does that gets a signal. */
    public void beginToStop() {
        system.terminate();
    }

    /** Repeats the assertion until it holds. */
    public <T> T await(Supplier<T> assertion) {
        return TestProbe.<Void>create(system).awaitAssert(PATIENCE, Duration.ofMillis(20), assertion::get);
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
