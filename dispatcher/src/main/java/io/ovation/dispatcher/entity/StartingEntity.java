package io.ovation.dispatcher.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import io.micrometer.core.instrument.Counter;
import io.ovation.common.memory.NodeMemory;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sharded actor that does not know yet what the store remembers of it. Keeps what arrives meanwhile, up to limits beyond
 * which the newest is dropped, and becomes the running actor when the store answers or takes too long.
 *
 * @param <M> its messages
 * @param <K> what it is to know
 */
public final class StartingEntity<M, K> extends AbstractOnMessageBehavior<M> {

    /**
     * What tells one kind of entity from another.
     *
     * @param stop the message that ends it
     * @param overdue what it tells itself when the store is slow
     * @param stashFull counts messages that found no room
     * @param stopped counts messages that still waited when it was ended
     * @param slow counts times that the store was slow
     */
    public record Kind<M>(M stop, M overdue, Counter stashFull, Counter stopped, Counter slow) {}

    /** @param running what comes next, given what is known by then: nothing if the store was slow, or could not tell */
    public static <M, K> Behavior<M> create(
            ActorContext<M> context,
            TimerScheduler<M> timers,
            Kind<M> kind,
            StartSettings settings,
            Loading<M, K> loading,
            Function<Optional<K>, Behavior<M>> running) {
        return Behaviors.withStash(settings.stashLimit(), stash -> {
            timers.startSingleTimer(kind.overdue(), settings.timeout());
            loading.start();
            StashRoom room = new StashRoom(
                    settings.stashLimit(), NodeMemory.get(context.getSystem()).mailboxes());
            return new StartingEntity<>(context, timers, kind, stash, room, loading, running);
        });
    }

    private final TimerScheduler<M> timers;
    private final Kind<M> kind;
    private final StashBuffer<M> stash;
    private final StashRoom room;
    private final Loading<M, K> loading;
    private final Function<Optional<K>, Behavior<M>> running;

    private StartingEntity(
            ActorContext<M> context,
            TimerScheduler<M> timers,
            Kind<M> kind,
            StashBuffer<M> stash,
            StashRoom room,
            Loading<M, K> loading,
            Function<Optional<K>, Behavior<M>> running) {
        super(context);
        this.timers = timers;
        this.kind = kind;
        this.stash = stash;
        this.room = room;
        this.loading = loading;
        this.running = running;
    }

    @Override
    public Behavior<M> onMessage(M message) {
        if (message.equals(kind.stop())) {
            kind.stopped().increment(stash.size());
            return Behaviors.stopped();
        }
        if (loading.isAnswer(message)) {
            return run(loading.known(message));
        }
        if (message.equals(kind.overdue())) {
            kind.slow().increment();
            return run(Optional.empty());
        }
        if (room.take(message)) {
            stash.stash(message);
        } else {
            kind.stashFull().increment();
        }
        return this;
    }

    @Override
    public Behavior<M> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            room.clear();
        }
        return this;
    }

    private Behavior<M> run(Optional<K> known) {
        timers.cancel(kind.overdue());
        room.clear();
        return stash.unstashAll(running.apply(known));
    }
}
