package io.ovation.dispatcher;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import akka.cluster.typed.Leave;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One node of a cluster, on a free port of the loopback address. */
public final class TestNode implements AutoCloseable {

    private static final Config CONFIG = ConfigFactory.parseString("""
                    akka.actor.provider = cluster
                    akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    akka.cluster {
                      gossip-interval = 200 ms
                      leader-actions-interval = 200 ms
                      failure-detector { heartbeat-interval = 200 ms, acceptable-heartbeat-pause = 2 s }
                      jmx.multi-mbeans-in-same-jvm = on
                      # A topic is to stay where the test has put it.
                      sharding { rebalance-interval = 1 h, retry-interval = 200 ms }
                      run-coordinated-shutdown-when-down = off
                    }
                    # So that an actor system that terminates does not leave the cluster first: a crash.
                    akka.coordinated-shutdown {
                      run-by-actor-system-terminate = off
                      terminate-actor-system = off
                      run-by-jvm-shutdown-hook = off
                    }
                    """).withFallback(ConfigFactory.load());

    private final ActorTestKit testKit;

    private TestNode(ActorTestKit testKit) {
        this.testKit = testKit;
    }

    public static TestNode start(String role) {
        return start(role, "default");
    }

    static TestNode start(String role, String dataCentre) {
        Config own = ConfigFactory.parseString(
                "akka.cluster { roles = [" + role + "], multi-data-center.self-data-center = \"" + dataCentre + "\" }");
        return new TestNode(ActorTestKit.create("ovation", own.withFallback(CONFIG)));
    }

    /** @param seed may be this node itself */
    public void join(TestNode seed) {
        cluster().manager().tell(Join.create(seed.cluster().selfMember().address()));
        await(cluster().selfMember().address() + " is up", () -> isUp(cluster().selfMember(), this));
        await("the seed knows", () -> isUp(cluster().selfMember(), seed));
    }

    public ActorSystem<Void> system() {
        return testKit.system();
    }

    public <T> TestProbe<T> probe(Class<T> messages) {
        return testKit.createTestProbe(messages);
    }

    /** Leaves the cluster as a node does that is shut down. */
    void leave(TestNode witness) {
        cluster().manager().tell(Leave.create(cluster().selfMember().address()));
        await("it has left", () -> !isMember(cluster().selfMember(), witness));
    }

    /** Ends without a word to the others; {@code witness} then takes it to be dead. */
    void crash(TestNode witness) {
        Member self = cluster().selfMember();
        testKit.shutdownTestKit();
        witness.await(
                "the crash is noticed",
                () -> witness.cluster().state().getUnreachable().contains(self));
        witness.cluster().manager().tell(new Down(self.address()));
        witness.await("it is removed", () -> !isMember(self, witness));
    }

    @Override
    public void close() {
        testKit.shutdownTestKit();
    }

    private Cluster cluster() {
        return Cluster.get(testKit.system());
    }

    private void await(String what, BooleanSupplier condition) {
        testKit.createTestProbe().awaitAssert(Duration.ofSeconds(20), Duration.ofMillis(50), () -> {
            if (!condition.getAsBoolean()) {
                throw new AssertionError("not yet: " + what);
            }
            return null;
        });
    }

    private static boolean isUp(Member member, TestNode where) {
        return members(where)
                .anyMatch(known -> known.uniqueAddress().equals(member.uniqueAddress())
                        && known.status().equals(MemberStatus.up()));
    }

    private static boolean isMember(Member member, TestNode where) {
        return members(where).anyMatch(known -> known.uniqueAddress().equals(member.uniqueAddress()));
    }

    private static Stream<Member> members(TestNode where) {
        return StreamSupport.stream(where.cluster().state().getMembers().spliterator(), false);
    }
}
