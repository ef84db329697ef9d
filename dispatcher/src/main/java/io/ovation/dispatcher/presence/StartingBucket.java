package io.ovation.dispatcher.presence;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.protocol.PresenceMessage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A bucket that does not know its members yet. Keeps what arrives meanwhile, up to a limit beyond which the newest is
 * dropped, and becomes a running bucket when the store answers or takes too long.
 */
final class StartingBucket extends AbstractBehavior<PresenceMessage> {

    private record Overdue() implements PresenceMessage {}

    private final StashBuffer<PresenceMessage> stash;
    private final TimerScheduler<PresenceMessage> timers;
    private final BucketRecords records;
    private final Function<Optional<Map<String, PresenceRecord>>, Behavior<PresenceMessage>> running;

    /** @param running what comes next, given what the store knows, if it answered */
    StartingBucket(
            ActorContext<PresenceMessage> context,
            StashBuffer<PresenceMessage> stash,
            TimerScheduler<PresenceMessage> timers,
            PresenceBucketSettings settings,
            BucketRecords records,
            Function<Optional<Map<String, PresenceRecord>>, Behavior<PresenceMessage>> running) {
        super(context);
        this.stash = stash;
        this.timers = timers;
        this.records = records;
        this.running = running;
        timers.startSingleTimer(new Overdue(), settings.loadTimeout());
        records.load();
    }

    @Override
    public Receive<PresenceMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(PresenceMessage.Stop.class, stop -> onStop())
                .onMessage(BucketRecords.Loaded.class, this::onLoaded)
                .onMessage(BucketRecords.NotLoaded.class, this::onNotLoaded)
                .onMessage(Overdue.class, overdue -> onOverdue())
                .onAnyMessage(this::onOther)
                .build();
    }

    private Behavior<PresenceMessage> onStop() {
        PresenceCounters.DROPPED_STOPPED.increment(stash.size());
        return Behaviors.stopped();
    }

    private Behavior<PresenceMessage> onLoaded(BucketRecords.Loaded loaded) {
        return run(Optional.of(loaded.members()));
    }

    private Behavior<PresenceMessage> onNotLoaded(BucketRecords.NotLoaded notLoaded) {
        // Counted; and a store that is down says so itself, once and not for each bucket.
        getContext().getLog().debug("starts without knowing its members", notLoaded.cause());
        records.loadLater();
        return run(Optional.empty());
    }

    private Behavior<PresenceMessage> onOverdue() {
        getContext().getLog().debug("starts without knowing its members: the store is slow");
        return run(Optional.empty());
    }

    private Behavior<PresenceMessage> onOther(PresenceMessage message) {
        if (stash.isFull()) {
            PresenceCounters.DROPPED_STASH_FULL.increment();
        } else {
            stash.stash(message);
        }
        return this;
    }

    private Behavior<PresenceMessage> run(Optional<Map<String, PresenceRecord>> members) {
        timers.cancel(new Overdue());
        return stash.unstashAll(running.apply(members));
    }
}
