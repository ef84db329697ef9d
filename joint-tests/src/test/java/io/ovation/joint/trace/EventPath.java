package io.ovation.joint.trace;

import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.joint.trace.Truth.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event on its way through the nodes. At each step it may get lost, or end. */
final class EventPath {

    private static final List<TracedKind> KINDS = List.of(TracedKind.values());

    static final long SHORTEST_HOLE = 200_000;

    private static final long LONGEST_HOLE = 4_000_000;
    private static final long STEP = 40_000;
    private static final long LATE_RECEIPT = 20_000_000;
    private static final double LOST = 0.02;
    private static final double HOLE = 0.03;
    private static final double ENDED = 0.05;
    private static final double NOT_NOTED = 0.01;

    private final TraceSimulation world;
    private final Clockwork clockwork;
    private final Truth truth;
    private final long trace;
    private final TracedKind kind;
    private final long acceptedMicros;
    private final boolean originNoted;
    private String home = "";

    EventPath(TraceSimulation world, Clockwork clockwork, Truth truth) {
        this.world = world;
        this.clockwork = clockwork;
        this.truth = truth;
        this.trace = clockwork.random().nextLong() | 1L << 8;
        this.kind = KINDS.get(clockwork.random().nextInt(KINDS.size()));
        this.acceptedMicros = clockwork.nowMicros();
        this.originNoted = !clockwork.happens(NOT_NOTED);
    }

    void accept(SimulatedNode backend) {
        home = backend.self.dataCentre();
        truth.accepted(trace);
        if (originNoted) {
            backend.note(trace, kind, Stage.ACCEPTED);
        } else {
            truth.originNotNoted(trace);
        }
        if (kind == TracedKind.TYPING) {
            step(backend, () -> publish(backend));
        } else {
            step(backend, () -> commit(backend));
        }
    }

    private void commit(SimulatedNode backend) {
        if (clockwork.happens(ENDED)) {
            end(backend, Stage.COMMITTED, Ending.REFUSED);
        } else if (!isLost(backend, Stage.COMMITTED, backend.self.address())) {
            backend.note(trace, kind, Stage.COMMITTED);
            step(backend, () -> publish(backend));
            if (kind.isLogged()) {
                retry(backend);
                commitElsewhere(backend);
            }
        }
    }

    /** The publisher had no answer, and asks another one. */
    private void retry(SimulatedNode first) {
        if (clockwork.happens(ENDED)) {
            world.any(first.self.dataCentre(), first)
                    .ifPresent(other -> clockwork.after(STEP, () -> {
                        if (other.isAlive()) {
                            other.note(trace, kind, Stage.ACCEPTED);
                            step(other, () -> end(other, Stage.COMMITTED, Ending.KNOWN));
                        }
                    }));
        }
    }

    private void commitElsewhere(SimulatedNode origin) {
        for (String dataCentre : world.otherDataCentres(origin.self.dataCentre())) {
            world.any(dataCentre, null)
                    .ifPresent(backend -> step(backend, () -> {
                        backend.note(trace, kind, Stage.COMMITTED);
                        step(backend, () -> publish(backend));
                    }));
        }
    }

    private void publish(SimulatedNode backend) {
        boolean home = isHome(backend);
        if (!home || !isLost(backend, Stage.PUBLISHED, backend.self.address())) {
            backend.note(trace, kind, Stage.PUBLISHED);
            if (isLost(backend, Stage.TOPIC_RECEIVED, null)) {
                return;
            }
            world.anyDispatcher(backend.self.dataCentre())
                    .ifPresentOrElse(
                            dispatcher -> travel(
                                    dispatcher, Stage.TOPIC_RECEIVED, fetched -> topicReceived(dispatcher, fetched)),
                            () -> truth.diedOnItsWay(trace));
        }
    }

    private void topicReceived(SimulatedNode dispatcher, boolean fetched) {
        if (!fetched && clockwork.happens(NOT_NOTED)) {
            truth.unknown(trace);
            step(dispatcher, () -> send(dispatcher, true));
            return;
        }
        dispatcher.note(trace, kind, Stage.TOPIC_RECEIVED, null, fetched, 1, null);
        if (!kind.isLogged()) {
            forward(dispatcher);
        }
        if (clockwork.happens(ENDED)) {
            end(dispatcher, Stage.TOPIC_RECEIVED, Ending.UNWATCHED);
        } else {
            step(dispatcher, () -> send(dispatcher, false));
        }
    }

    private void forward(SimulatedNode dispatcher) {
        if (isHome(dispatcher)) {
            for (String dataCentre : world.otherDataCentres(dispatcher.self.dataCentre())) {
                world.anyDispatcher(dataCentre)
                        .ifPresent(other -> clockwork.after(clockwork.upTo(STEP), () -> {
                            if (other.isAlive()) {
                                other.note(trace, kind, Stage.TOPIC_RECEIVED);
                                step(other, () -> send(other, true));
                            }
                        }));
            }
        }
    }

    private void send(SimulatedNode dispatcher, boolean certainly) {
        if (!certainly && isLost(dispatcher, Stage.TOPIC_SENT, dispatcher.self.address())) {
            return;
        }
        List<SimulatedNode> frontends = world.frontends(dispatcher.self.dataCentre());
        for (SimulatedNode frontend : frontends) {
            String address = frontend.self.address();
            dispatcher.note(trace, kind, Stage.TOPIC_SENT, null, false, 1, address);
            if (!frontend.isAlive()) {
                truth.diedOnItsWay(trace);
            } else if (!isLost(frontend, Stage.FRONTEND_RECEIVED, address)) {
                travel(frontend, Stage.FRONTEND_RECEIVED, fetched -> frontendReceived(frontend, fetched));
            }
        }
    }

    private void frontendReceived(SimulatedNode frontend, boolean fetched) {
        truth.received();
        frontend.note(trace, kind, Stage.FRONTEND_RECEIVED, null, fetched, 1, null);
        if (clockwork.happens(ENDED)) {
            end(frontend, Stage.FRONTEND_RECEIVED, Ending.LIMITED);
        } else if (!isLost(frontend, Stage.WRITTEN, frontend.self.address())) {
            for (int loop = 0; loop <= clockwork.random().nextInt(2); loop++) {
                int viewers = 1 + 2 * clockwork.random().nextInt(50) + loop;
                step(frontend, () -> write(frontend, viewers));
            }
        }
    }

    private void write(SimulatedNode frontend, int viewers) {
        frontend.note(trace, kind, Stage.WRITTEN, null, false, viewers, null);
        truth.written(trace, viewers);
        if (clockwork.happens(0.2)) {
            clockwork.after(
                    clockwork.happens(0.1) ? LATE_RECEIPT : clockwork.upTo(STEP),
                    () -> frontend.note(trace, kind, Stage.RECEIVED));
        }
    }

    private interface Arrival {
        void at(boolean fetched);
    }

    /** Through the network: what is logged, and gets lost there, is fetched. */
    private void travel(SimulatedNode to, Stage stage, Arrival arrival) {
        boolean hole = kind.isLogged() && clockwork.happens(HOLE);
        if (hole) {
            truth.hole(acceptedMicros, new Place(kind, stage, to.self.dataCentre(), null));
        }
        long takes = hole ? SHORTEST_HOLE * 2 + clockwork.upTo(LONGEST_HOLE) : clockwork.upTo(STEP);
        clockwork.after(takes, () -> {
            if (to.isAlive()) {
                arrival.at(hole);
            } else {
                truth.diedOnItsWay(trace);
            }
        });
    }

    private void step(SimulatedNode node, Runnable next) {
        clockwork.after(clockwork.happens(0.1) ? 0 : clockwork.upTo(STEP), () -> {
            if (node.isAlive()) {
                next.run();
            } else {
                truth.diedOnItsWay(trace);
            }
        });
    }

    private void end(SimulatedNode node, Stage stage, Ending ending) {
        node.note(trace, kind, stage, ending, false, 1, null);
    }

    private boolean isHome(SimulatedNode node) {
        return node.self.dataCentre().equals(home);
    }

    private boolean isLost(SimulatedNode node, Stage stage, @Nullable String address) {
        if (!originNoted || !clockwork.happens(LOST)) {
            return false;
        }
        truth.lost(trace, acceptedMicros, new Place(kind, stage, node.self.dataCentre(), address));
        return true;
    }
}
