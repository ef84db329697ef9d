package io.ovation.systemtests.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.LowPriorityProcess;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One node with its audience, and one attack after another, by a process that has what the processors are not needed for
 * otherwise. {@code -Dovation.attacks.seconds=10} for longer ones, and the figures of {@code docs/security.md}.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have one loopback address, and no /proc")
class AttacksIT {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("ovation.attacks.seconds", 3));
    private static final Duration BEFORE = TIME.dividedBy(2);
    private static final Duration MOST_BEFORE = Duration.ofMillis(500);
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
                    "-Dovation.edge.request-timeout=1s",
                    // So that some come to their end in this time, and those who wait for their turn mostly do not.
                    "-Dovation.frontend.edge.request-timeout="
                            + TIME.multipliedBy(2).dividedBy(3).toMillis() + "ms",
                    "-Dovation.frontend.edge.send-buffer-bytes=8192",
                    "-Dovation.frontend.stream.heartbeat=1500ms",
                    "-Dovation.frontend.stream.patience=500ms"),
            "OVATION_HEAP",
            "256m");

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static final List<String> FIGURES = new ArrayList<>();

    private static NodeProcess node;
    private static Audience audience;
    private static ResidentMemory memory;
    private static LowPriorityProcess attacker;
    private static int megabytes;

    @BeforeAll
    static void start() throws IOException {
        node = NODES.demoWith(VARIABLES, Map.of());
        audience = new Audience(node);
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

    @AfterAll
    static void stop() throws IOException {
        FIGURES.forEach(System.out::println);
        attacker.close();
        memory.close();
        audience.close();
    }

    static List<Attack> attacks() {
        return Attacks.ALL;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attack_isRefused_andOthersHardlyNotice(Attack attack) throws IOException {
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

    private static Duration p99During(Attack attack, Duration before) throws IOException {
        attacker.tell(TIME.toMillis() + " " + attack.name());
        CompletableFuture<Duration> newcomer = CompletableFuture.supplyAsync(
                AttacksIT::join, CompletableFuture.delayedExecutor(TIME.toMillis() / 2, TimeUnit.MILLISECONDS));
        Duration p99 = audience.measure(TIME).p99();
        Tally tally = Tally.from(attacker.awaitAnswer());
        FIGURES.add(String.format(
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

    /** @return how long that took */
    private static Duration join() {
        long begin = System.nanoTime();
        try (Viewer newcomer = Viewer.watch(node.viewers(), Audience.topics().get(0))) {
            return Duration.ofNanos(newcomer.received("snapshot").get(0).atNanos() - begin);
        }
    }

    private static void assertRefused(Attack.Refusal refusal, Tally tally) {
        assertThat(tally.answers().keySet()).as("answers").isSubsetOf(refusal.possibleAnswers());
        refusal.status()
                .ifPresent(status -> assertThat(tally.answers()).as("answers").containsKey(status));
        if (refusal.closes()) {
            // All but the last ones, whose time has not come, and those that one address may have.
            assertThat(tally.closed()).as("closed").isGreaterThan(tally.connections() / 10);
        }
    }

    private static void awaitTheAudienceAlone() {
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
}
