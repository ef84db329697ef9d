package io.ovation.joint.trace;

import io.ovation.common.trace.Tracing.Drained;
import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.ClockOffset;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.JoinSettings;
import io.ovation.insights.trace.join.Joiner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run: a minute in which events pass nodes of one or two data centres, and a few things go wrong. */
final class TraceSimulation {

    /** What is random first is alike for seeds that are. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final long SECOND = 1_000_000;
    private static final long TICK = SECOND / 2;
    private static final long FIRST_EVENT = 4 * SECOND;
    private static final long LAST_EVENT = 44 * SECOND;
    private static final long END = 80 * SECOND;
    private static final int EVENTS = 120;
    private static final long MOST_SKEW = 10 * SECOND;
    private static final long MOST_ERROR = 5_000;

    /** How long a dispatcher that is gone is waited for, and more. */
    private static final long REMEMBERED = 40 * SECOND;

    private static final JoinSettings SETTINGS =
            new JoinSettings(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(2), 10_000);

    static void run(long seed) {
        new TraceSimulation(seed).run();
    }

    private final Random random;
    private final Clockwork clockwork;
    private final Harm harm;
    private final Truth truth = new Truth();
    private final Found found = new Found();
    private final List<String> dataCentres;
    private final boolean rolesApart;

    /** By their addresses: the process that is or was there last. */
    private final Map<String, SimulatedNode> nodes = new HashMap<>();

    private final List<String> addresses = new ArrayList<>();
    private final Set<String> joiners = new HashSet<>();
    private long boots;
    private long sampledBelow = SimulatedNode.EVERYTHING;

    private TraceSimulation(long seed) {
        this.random = new Random(seed * SPREAD);
        this.clockwork = new Clockwork(random);
        this.harm = Harm.of(seed, random);
        this.dataCentres = random.nextBoolean() ? List.of("east") : List.of("east", "west");
        this.rolesApart = random.nextBoolean();
    }

    private void run() {
        for (String dataCentre : dataCentres) {
            for (int number = 0; number < (rolesApart ? 7 : 3); number++) {
                start(dataCentre + '-' + number + ":1", dataCentre);
            }
        }
        joiners.add(addresses.get(0));
        joiners.add(addresses.get(1));
        nodes.values().forEach(node -> node.joiners.addAll(joiners));
        for (int event = 0; event < EVENTS; event++) {
            clockwork.at(FIRST_EVENT + clockwork.upTo(LAST_EVENT - FIRST_EVENT), this::publish);
        }
        plan(harm.kills(), this::kill);
        plan(harm.moves(), this::move);
        plan(harm.samples(), this::changeSample);
        clockwork.run(END);
        truth.check(found, harm);
    }

    private void plan(int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            clockwork.at(FIRST_EVENT + clockwork.upTo(LAST_EVENT - FIRST_EVENT), action);
        }
    }

    private void start(String address, String dataCentre) {
        SimulatedNode node = new SimulatedNode(
                new TracingNode(address, ++boots, dataCentre, isDispatcher(address)),
                clockwork,
                new Joiner(SETTINGS, found),
                clockwork.upTo(2 * MOST_SKEW) - MOST_SKEW,
                sampledBelow);
        if (nodes.put(address, node) == null) {
            addresses.add(address);
        }
        node.joiners.addAll(joiners);
        clockwork.after(clockwork.upTo(TICK), () -> tick(node));
        clockwork.after(clockwork.upTo(SECOND), () -> join(node));
    }

    private boolean isDispatcher(String address) {
        return !rolesApart || number(address) == 2 || number(address) == 3;
    }

    private boolean isFrontend(String address) {
        return !rolesApart || number(address) > 3;
    }

    private boolean isBackend(String address) {
        return !rolesApart || number(address) < 2;
    }

    private static int number(String address) {
        return address.charAt(address.indexOf('-') + 1) - '0';
    }

    private void kill() {
        String address = addresses.get(random.nextInt(addresses.size()));
        SimulatedNode node = nodes.get(address);
        if (!node.isAlive() || (joiners.contains(address) && !harm.joinersToo())) {
            return;
        }
        node.die();
        truth.disturbed(clockwork.nowMicros() - SECOND, clockwork.nowMicros() + REMEMBERED);
        boolean joined = joiners.remove(address);
        if (joined && joiners.isEmpty()) {
            joiners.add(addresses.get(address.equals(addresses.get(0)) ? 1 : 0));
        }
        tellJoiners();
        clockwork.after(SECOND + clockwork.upTo(20 * SECOND), () -> {
            start(address, node.self.dataCentre());
            if (joined) {
                joiners.add(address);
                tellJoiners();
            }
        });
    }

    /** Another one joins, or one less. */
    private void move() {
        String address = addresses.get(random.nextInt(addresses.size()));
        if (!joiners.remove(address) || joiners.isEmpty()) {
            joiners.add(address);
        }
        tellJoiners();
    }

    private void tellJoiners() {
        Set<String> current = Set.copyOf(joiners);
        truth.disturbed(clockwork.nowMicros() - SECOND, clockwork.nowMicros() + 4 * SECOND);
        nodes.values()
                .forEach(node -> clockwork.after(clockwork.upTo(SECOND), () -> {
                    node.joiners.clear();
                    node.joiners.addAll(current);
                }));
    }

    private void changeSample() {
        sampledBelow =
                sampledBelow == SimulatedNode.EVERYTHING ? SimulatedNode.EVERYTHING / 2 : SimulatedNode.EVERYTHING;
        long below = sampledBelow;
        truth.disturbed(0, END);
        nodes.values().forEach(node -> clockwork.after(clockwork.upTo(3 * SECOND), () -> node.sample(below)));
    }

    private void tick(SimulatedNode node) {
        if (!node.isAlive()) {
            return;
        }
        if (clockwork.happens(harm.dropped())) {
            disturbedNow();
            node.dropAll();
        }
        Drained drained = node.drain();
        Map<String, @Nullable ClockOffset> clocks = new HashMap<>();
        node.joiners.forEach(joiner -> clocks.put(joiner, clock(node, nodes.get(joiner))));
        node.batches
                .batches(drained, clocks, node.nowMicros())
                .forEach((joiner, batches) -> batches.forEach(batch -> send(batch, nodes.get(joiner))));
        clockwork.after(TICK, () -> tick(node));
    }

    private @Nullable ClockOffset clock(SimulatedNode node, SimulatedNode joiner) {
        if (!node.knowsClocks()) {
            return null;
        }
        long error = 100 + clockwork.upTo(MOST_ERROR - 100);
        long wrong = clockwork.upTo(2 * error) - error;
        return new ClockOffset(node.offsetOf(joiner) + wrong, error);
    }

    private void send(CheckpointBatch batch, SimulatedNode joiner) {
        if (clockwork.happens(harm.repeated())) {
            deliver(batch, joiner, clockwork.upTo(3 * SECOND));
        }
        if (clockwork.happens(harm.lost())) {
            disturbedNow();
        } else if (clockwork.happens(harm.delayed())) {
            disturbedNow();
            deliver(batch, joiner, clockwork.upTo(8 * SECOND));
        } else {
            deliver(batch, joiner, clockwork.upTo(SECOND / 10));
        }
    }

    private void disturbedNow() {
        truth.disturbed(clockwork.nowMicros() - SECOND, clockwork.nowMicros() + SECOND);
    }

    private void deliver(CheckpointBatch batch, SimulatedNode joiner, long delayMicros) {
        clockwork.after(delayMicros, () -> {
            if (joiner.isAlive()) {
                joiner.joiner.take(batch, joiner.nowMicros());
            }
        });
    }

    private void join(SimulatedNode node) {
        if (node.isAlive()) {
            node.joiner.members(
                    nodes.values().stream()
                            .filter(SimulatedNode::isAlive)
                            .map(each -> each.self)
                            .toList(),
                    node.nowMicros());
            node.joiner.pass(node.nowMicros());
            clockwork.after(SECOND, () -> join(node));
        }
    }

    private void publish() {
        String dataCentre = dataCentres.get(random.nextInt(dataCentres.size()));
        any(dataCentre, null).ifPresent(backend -> new EventPath(this, clockwork, truth).accept(backend));
    }

    List<String> otherDataCentres(String dataCentre) {
        return dataCentres.stream().filter(other -> !other.equals(dataCentre)).toList();
    }

    /** A backend that lives, and is not that one. */
    Optional<SimulatedNode> any(String dataCentre, @Nullable SimulatedNode not) {
        return oneOf(in(dataCentre).stream()
                .filter(node -> node != not && node.isAlive() && isBackend(node.self.address()))
                .toList());
    }

    Optional<SimulatedNode> anyDispatcher(String dataCentre) {
        return oneOf(in(dataCentre).stream()
                .filter(node -> node.isAlive() && node.self.dispatcher())
                .toList());
    }

    /** Also those that have just died. */
    List<SimulatedNode> frontends(String dataCentre) {
        return in(dataCentre).stream()
                .filter(node -> isFrontend(node.self.address()))
                .toList();
    }

    private List<SimulatedNode> in(String dataCentre) {
        return addresses.stream()
                .map(nodes::get)
                .filter(node -> node.self.dataCentre().equals(dataCentre))
                .toList();
    }

    private Optional<SimulatedNode> oneOf(List<SimulatedNode> some) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }
}
