package io.ovation.systemtests.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.attack.audience.Audience;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.LowPriorityProcess;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * One node with its audience, and one attack after another, by a process that has what the processors are not needed for
 * otherwise. {@code -Dovation.attacks.seconds=10} for longer ones, and the figures of {@code docs/security.md}.
 */
final class AttackedNode implements AutoCloseable {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("ovation.attacks.seconds", 3));
    private static final Duration BEFORE = TIME.dividedBy(3);
    private static final Duration MOST_BEFORE = Duration.ofMillis(500);

    /** So that some come to their end in this time, and those who wait for their turn mostly do not. */
    private static final Duration REQUEST_TIMEOUT = TIME.multipliedBy(2).dividedBy(3);

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration NEWCOMERS_PATIENCE = Duration.ofSeconds(2);

    /**
     * What others may add to a delay at any time on processors that are not for this test alone. 20 is right where they
     * are.
     */
    private static final Duration NOISE = Duration.ofMillis(Integer.getInteger("ovation.attacks.noise-millis", 1_000));

    /** Noise does not come three times in a row. */
    private static final int ATTEMPTS = 3;

    /** Beside the heap: as many connections as one address may have, with 64 KiB each that wait for the client. */
    private static final int MORE_MEGABYTES = 128;

    /**
     * The flags of the distribution, with all of the heap in memory and code compiled quickly; little patience, and nobody
     * exempt.
     */
    private static final Map<String, String> VARIABLES = Map.of(
            "OVATION_JAVA_OPTS",
            String.join(
                    " ",
                    "-XX:+UseParallelGC",
                    "-Xmn128m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+AlwaysPreTouch",
                    "-Dovation.edge.limits.exempt=",
                    "-Dovation.edge.request-timeout=" + REQUEST_TIMEOUT.toMillis() + "ms",
                    "-Dovation.frontend.edge.request-timeout=" + REQUEST_TIMEOUT.toMillis() + "ms",
                    "-Dovation.frontend.edge.send-buffer-bytes=8192",
                    "-Dovation.frontend.stream.heartbeat=1500ms",
                    "-Dovation.frontend.stream.patience=500ms"),
            "OVATION_HEAP",
            "256m");

    private final NodeProcess node;
    private final Audience audience;
    private final ResidentMemory memory;
    private final LowPriorityProcess attacker;
    private final int megabytes;
    private final List<String> figures = new ArrayList<>();

    private AttackedNode(NodeProcess node, Optional<SSLContext> trusting) throws IOException {
        this.node = node;
        audience = new Audience(node, trusting);
        memory = new ResidentMemory(node.pid());
        attacker = LowPriorityProcess.start(
                Attacker.class,
                node.host(),
                Integer.toString(node.ports().viewer()),
                Integer.toString(node.ports().publish()));
        audience.measure(WARM_UP);
        memory.forget();
        megabytes = memory.most();
    }

    /** Without TLS, and so with HTTP/1.1 alone. */
    static AttackedNode plain(Nodes nodes) throws IOException {
        return new AttackedNode(nodes.demoWith(VARIABLES, Map.of()), Optional.empty());
    }

    /** Over TLS, with HTTP/2 for those who want it. */
    static AttackedNode encrypted(Nodes nodes, Path certificates) throws IOException {
        TestAuthority authority = TestAuthority.create(certificates, "authority");
        Map<String, String> variables = new HashMap<>(VARIABLES);
        variables.putAll(authority.issue(certificates));
        return new AttackedNode(nodes.demoWith(variables, Map.of()), Optional.of(authority.trusting()));
    }

    /** @throws AssertionError if it is not refused, or others notice too much of it */
    void withstand(Attack attack) throws IOException {
        List<String> tooLate = new ArrayList<>();
        do {
            // What an attack leaves behind is no excuse for the next one.
            Duration before = shorter(audience.measure(BEFORE).p99(), MOST_BEFORE);
            Duration during = p99During(attack, before);
            awaitTheAudienceAlone();
            if (during.compareTo(longer(before.multipliedBy(2), before.plus(NOISE))) <= 0) {
                return;
            }
            tooLate.add(during + " after " + before);
        } while (tooLate.size() < ATTEMPTS);
        assertThat(tooLate).as("p99 of others").isEmpty();
    }

    private Duration p99During(Attack attack, Duration before) throws IOException {
        attacker.tell(TIME.toMillis() + " " + attack.name());
        CompletableFuture<Duration> newcomer = CompletableFuture.supplyAsync(
                audience::join, CompletableFuture.delayedExecutor(TIME.toMillis() / 2, TimeUnit.MILLISECONDS));
        Duration p99 = audience.measure(TIME).p99();
        Tally tally = Tally.from(attacker.awaitAnswer());
        figures.add(String.format(
                "| %s | %s | %.1f | %.1f | %d | %d | %s |",
                attack.name(),
                attack.description(),
                millis(before),
                millis(p99),
                newcomer.join().toMillis(),
                memory.most() - megabytes,
                tally.toLine()));
        assertThat(newcomer.join()).as("until a newcomer is in").isLessThan(NEWCOMERS_PATIENCE.plus(NOISE));
        assertThat(memory.most()).as("resident MB").isLessThan(megabytes + MORE_MEGABYTES);
        assertRefused(attack.refusal(), tally);
        return p99;
    }

    private static void assertRefused(Attack.Refusal refusal, Tally tally) {
        assertThat(tally.answers().keySet()).as("answers").isSubsetOf(refusal.possibleAnswers());
        refusal.answer()
                .ifPresent(answer -> assertThat(tally.answers()).as("answers").containsKey(answer));
        if (refusal.closes()) {
            // All but the last ones, whose time has not come, and those that one address may have.
            assertThat(tally.closed()).as("closed").isGreaterThan(tally.connections() / 10);
        }
    }

    private void awaitTheAudienceAlone() {
        Eventually.within(PATIENCE, () -> {
            assertThat(node.operator().metric("ovation_frontend_streams_open"))
                    .as("streams")
                    .hasValue((double) Audience.viewers());
            assertThat(node.operator().metric("ovation_edge_connections{port=\"viewers\"}"))
                    .as("other connections of viewers")
                    .hasValue(0.0);
        });
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    @Override
    public void close() throws IOException {
        figures.forEach(System.out::println);
        attacker.close();
        memory.close();
        audience.close();
    }
}
