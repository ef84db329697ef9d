package io.ovation.joint.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delivers messages late, in another order, twice, or not at all; and not between data centres that are cut apart. */
final class Network {

    private static final Duration QUICK = Duration.ofMillis(5);

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Invariants invariants;
    private double loss;
    private double repetition;
    private Duration slowest = QUICK;
    private boolean cut;

    Network(Scheduler scheduler, RandomGenerator random, Invariants invariants) {
        this.scheduler = scheduler;
        this.random = random;
        this.invariants = invariants;
    }

    /**
     * @param loss share of messages that get lost
     * @param repetition share of messages that come twice
     * @param slowest how late a message may be
     */
    void harm(double loss, double repetition, Duration slowest) {
        this.loss = loss;
        this.repetition = repetition;
        this.slowest = slowest;
    }

    void heal() {
        harm(0, 0, QUICK);
        cut = false;
    }

    /** Cuts the data centres apart. */
    void cut() {
        cut = true;
    }

    void join() {
        cut = false;
    }

    void send(Actor from, Actor to, Message message) {
        invariants.onSend(from, message);
        if (from.process() == to.process()) {
            scheduler.after(Duration.ZERO, () -> deliver(to, message));
            return;
        }
        boolean apart = cut && !from.process().dataCentre().equals(to.process().dataCentre());
        if (apart || random.nextDouble() < loss) {
            return;
        }
        scheduler.after(delay(), () -> deliver(to, message));
        if (random.nextDouble() < repetition) {
            scheduler.after(delay(), () -> deliver(to, message));
        }
    }

    private Duration delay() {
        return Duration.ofNanos(1 + random.nextLong(slowest.toNanos()));
    }

    private void deliver(Actor to, Message message) {
        boolean droppable = message instanceof Message.Entries
                || message instanceof Message.Tail
                || message instanceof Message.Deliver;
        to.process().run(() -> to.receive(message), droppable);
    }
}
