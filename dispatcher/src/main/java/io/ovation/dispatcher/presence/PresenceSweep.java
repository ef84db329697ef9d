package io.ovation.dispatcher.presence;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;

/**
 * Sees to it that nobody stays online because those have died who would have noticed the end: wakes every bucket that
 * the store says holds somebody online. A bucket that runs already takes no notice. Each dispatcher does so, since any
 * of them may be the last.
 */
final class PresenceSweep extends AbstractBehavior<PresenceSweep.Command> {

    sealed interface Command {}

    /** Time to sweep; also when a dispatcher is lost. */
    record Sweep() implements Command {}

    private record Found(Set<Integer> buckets) implements Command {}

    private record NotFound() implements Command {}

    private static final Duration RESTART_AFTER = Duration.ofSeconds(1);
    private static final Duration RESTART_AFTER_AT_MOST = Duration.ofMinutes(1);

    /** @param wake starts a bucket */
    static Behavior<Command> create(PresenceTable table, Duration interval, IntConsumer wake) {
        Behavior<Command> sweep = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new PresenceSweep(context, timers, table, interval, wake)));
        return Behaviors.supervise(sweep)
                .onFailure(SupervisorStrategy.restartWithBackoff(RESTART_AFTER, RESTART_AFTER_AT_MOST, 0.2));
    }

    private final TimerScheduler<Command> timers;
    private final PresenceTable table;
    private final Duration interval;
    private final IntConsumer wake;

    private PresenceSweep(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            PresenceTable table,
            Duration interval,
            IntConsumer wake) {
        super(context);
        this.timers = timers;
        this.table = table;
        this.interval = interval;
        this.wake = wake;
        sweepLater();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Sweep.class, sweep -> onSweep())
                .onMessage(Found.class, this::onFound)
                .onMessage(NotFound.class, notFound -> onNotFound())
                .build();
    }

    private Behavior<Command> onSweep() {
        getContext()
                .pipeToSelf(
                        table.online(), (buckets, failure) -> failure == null ? new Found(buckets) : new NotFound());
        return this;
    }

    private Behavior<Command> onFound(Found found) {
        found.buckets().forEach(wake::accept);
        sweepLater();
        return this;
    }

    private Behavior<Command> onNotFound() {
        PresenceCounters.STORE_SWEEP_FAILED.increment();
        sweepLater();
        return this;
    }

    private void sweepLater() {
        double share = 1 - 0.25 * ThreadLocalRandom.current().nextDouble();
        timers.startSingleTimer(new Sweep(), Duration.ofNanos((long) (interval.toNanos() * share)));
    }
}
