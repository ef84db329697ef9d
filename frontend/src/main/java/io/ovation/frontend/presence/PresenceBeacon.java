package io.ovation.frontend.presence;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.PresenceMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Sends the heartbeats of this node: to each bucket one message with all of its members who have a stream here, once a
 * heartbeat. Newcomers are told of almost at once. Nobody is ever told of as gone: that is what silence says, so that
 * whoever comes back in time was never away.
 */
public final class PresenceBeacon extends AbstractBehavior<PresenceBeacon.Command> {

    /** What the edge tells it. */
    public sealed interface Command {}

    /** A stream of the member has opened. */
    public record Opened(String member) implements Command {}

    /** A stream of the member has ended. */
    public record Ended(String member) implements Command {}

    /** A dispatcher is gone, and with it what it heard last. */
    public record DispatcherLost() implements Command {}

    private record Gathered() implements Command {}

    private record Tick() implements Command {}

    private record Everybody() implements Command {}

    /** Long enough for those who come in a crowd to share messages, and nothing for people. */
    private static final Duration GATHER = Duration.ofMillis(20);

    /** All frontends have something to say when a dispatcher is lost. */
    private static final int EVERYBODY_WITHIN_MILLIS = 1_000;

    private static final AtomicInteger MEMBERS =
            Metrics.gauge("ovation.frontend.presence.members", new AtomicInteger());
    private static final Counter BATCHES = Metrics.counter("ovation.frontend.presence.batches");

    /** @param buckets tells the bucket with that number */
    public static Behavior<Command> create(PresenceSettings settings, BiConsumer<Integer, PresenceMessage> buckets) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerAtFixedRate(new Tick(), settings.heartbeat().dividedBy(MembersHere.SLOTS));
            return new PresenceBeacon(context, timers, settings, buckets);
        }));
    }

    private final TimerScheduler<Command> timers;
    private final BiConsumer<Integer, PresenceMessage> buckets;
    private final MembersHere members;

    private PresenceBeacon(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            PresenceSettings settings,
            BiConsumer<Integer, PresenceMessage> buckets) {
        super(context);
        this.timers = timers;
        this.buckets = buckets;
        this.members = new MembersHere(settings, ThreadLocalRandom.current().nextInt(MembersHere.SLOTS));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Opened.class, this::onOpened)
                .onMessage(Ended.class, this::onEnded)
                .onMessage(Gathered.class, gathered -> onGathered())
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(DispatcherLost.class, lost -> onDispatcherLost())
                .onMessage(Everybody.class, everybody -> onEverybody())
                .build();
    }

    private Behavior<Command> onOpened(Opened opened) {
        members.opened(opened.member());
        return gather();
    }

    private Behavior<Command> onEnded(Ended ended) {
        members.ended(ended.member());
        return gather();
    }

    private Behavior<Command> onGathered() {
        send(members.takeNews());
        return this;
    }

    private Behavior<Command> onTick() {
        send(members.nextSlot());
        return this;
    }

    private Behavior<Command> onDispatcherLost() {
        long millis = ThreadLocalRandom.current().nextLong(EVERYBODY_WITHIN_MILLIS) + 1;
        timers.startSingleTimer(new Everybody(), Duration.ofMillis(millis));
        return this;
    }

    private Behavior<Command> onEverybody() {
        send(members.all());
        return this;
    }

    private Behavior<Command> gather() {
        MEMBERS.set(members.size());
        if (members.hasNews() && !timers.isTimerActive(new Gathered())) {
            timers.startSingleTimer(new Gathered(), GATHER);
        }
        return this;
    }

    private void send(List<MembersHere.Batch> batches) {
        for (MembersHere.Batch batch : batches) {
            buckets.accept(batch.bucket(), new PresenceMessage.Heartbeat(batch.members()));
            BATCHES.increment();
        }
    }
}
