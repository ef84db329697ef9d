package io.ovation.dispatcher.remote;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.Routers;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks in other data centres for entries of which no topic here has heard, because nobody uses it: when one is back, and
 * now and then. Every dispatcher has one, and that of the oldest of the data centre does it.
 */
public final class RemoteSweep extends AbstractBehavior<RemoteSweep.Command> {

    /** What it understands. */
    public sealed interface Command {}

    /** That data centre is back, or it is time. */
    public record Due(String dataCentre) implements Command {}

    private record Tick() implements Command {}

    private record Listed(Sweep sweep, BackendMessage.@Nullable LogsListed logs) implements Command {}

    private record CursorsRead(Sweep sweep, BackendMessage.@Nullable CursorsRead cursors) implements Command {}

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final int FAILURES_IN_A_ROW = 3;

    /** The wait is that of a first failure again only after a minute of ticks without one. */
    private static final SupervisorStrategy RESTART = SupervisorStrategy.restartWithBackoff(
                    Duration.ofSeconds(1), Duration.ofMinutes(1), 0.2)
            .withResetBackoffAfter(Duration.ofMinutes(1));

    /** One that does not answer may be cut off; then it is not known to be back but by trying. */
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);

    /**
     * @param likesBackends reaches any one of this data centre
     * @param topics tells a topic's actor in this data centre
     */
    public static Behavior<Command> create(
            RemoteSettings settings,
            DataCentres dataCentres,
            ActorRef<BackendMessage> likesBackends,
            BiConsumer<Topic, TopicMessage> topics) {
        Behavior<Command> sweep = Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new RemoteSweep(context, timers, settings, dataCentres, likesBackends, topics)));
        return Behaviors.supervise(sweep).onFailure(RESTART);
    }

    private final RemoteSettings settings;
    private final DataCentres dataCentres;
    private final ActorRef<BackendMessage> likesBackends;
    private final BiConsumer<Topic, TopicMessage> topics;
    private final SweepSchedule schedule;
    private final Map<String, ActorRef<BackendMessage>> remoteBackends = new HashMap<>();
    private Optional<Sweep> sweep = Optional.empty();
    private boolean asking;
    private int failures;

    private RemoteSweep(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            RemoteSettings settings,
            DataCentres dataCentres,
            ActorRef<BackendMessage> likesBackends,
            BiConsumer<Topic, TopicMessage> topics) {
        super(context);
        this.settings = settings;
        this.dataCentres = dataCentres;
        this.likesBackends = likesBackends;
        this.topics = topics;
        this.schedule = new SweepSchedule(
                settings.sweepInterval(),
                TRY_AGAIN_AFTER,
                () -> ThreadLocalRandom.current().nextLong());
        timers.startTimerWithFixedDelay(new Tick(), TICK);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Due.class, this::onDue)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Listed.class, this::onListed)
                .onMessage(CursorsRead.class, this::onCursorsRead)
                .build();
    }

    private Behavior<Command> onDue(Due due) {
        schedule.dueNow(due.dataCentre(), now());
        return this;
    }

    private Behavior<Command> onTick() {
        boolean oldest = dataCentres.isOldest();
        schedule.update(dataCentres.others(), oldest, now());
        if (!oldest) {
            sweep = Optional.empty();
        } else if (sweep.isEmpty()) {
            schedule.next(now()).ifPresent(this::begin);
        }
        sweep.filter(current -> !asking).ifPresent(this::goOn);
        return this;
    }

    private Behavior<Command> onListed(Listed answer) {
        answered(answer.sweep(), answer.logs(), logs -> {
            answer.sweep().listed(logs.logs());
            goOn(answer.sweep());
        });
        return this;
    }

    private Behavior<Command> onCursorsRead(CursorsRead answer) {
        answered(answer.sweep(), answer.cursors(), cursors -> {
            if (answer.sweep().step() == Sweep.Step.COMPARE) {
                RemoteCounters.SWEPT.increment(answer.sweep().compared(cursors.cursors()));
            } else {
                RemoteCounters.GIVEN_UP.increment(answer.sweep().progressed(cursors.cursors(), now()));
            }
        });
        return this;
    }

    private void begin(String dataCentre) {
        asking = false;
        failures = 0;
        sweep = Optional.of(new Sweep(dataCentre, settings.sweepTopicsAtOnce()));
    }

    /** One step a second, so that a sweep takes little from what viewers wait for. */
    private void goOn(Sweep current) {
        switch (current.step()) {
            case LIST -> list(current);
            case COMPARE -> readCursors(current, current.listed());
            case CATCH_UP -> {
                current.tell(settings.sweepTopicsPerSecond(), now()).forEach(log -> tell(current.dataCentre(), log));
                readCursors(current, current.catchingUp());
            }
            case DONE -> {
                RemoteCounters.SWEEPS_DONE.increment();
                sweep = Optional.empty();
            }
        }
    }

    private void tell(String dataCentre, BackendMessage.LogEnd log) {
        ActorRef<LogMessage> source = backendsOf(dataCentre).narrow();
        topics.accept(log.topic(), new LogMessage.Tail(log.topic(), dataCentre, log.mark(), source));
    }

    private void list(Sweep current) {
        asking = true;
        getContext()
                .ask(
                        BackendMessage.LogsListed.class,
                        backendsOf(current.dataCentre()),
                        ANSWER_WITHIN,
                        (ActorRef<BackendMessage.LogsListed> replyTo) ->
                                new BackendMessage.ListLogs(current.after(), replyTo),
                        (logs, failure) -> new Listed(current, logs));
    }

    private void readCursors(Sweep current, List<Topic> of) {
        asking = true;
        getContext()
                .ask(
                        BackendMessage.CursorsRead.class,
                        likesBackends,
                        ANSWER_WITHIN,
                        (ActorRef<BackendMessage.CursorsRead> replyTo) ->
                                new BackendMessage.ReadCursors(current.dataCentre(), of, replyTo),
                        (cursors, failure) -> new CursorsRead(current, cursors));
    }

    /** @param answer null if there was none in time */
    private <T> void answered(Sweep asked, @Nullable T answer, Consumer<T> action) {
        if (sweep.filter(current -> current == asked).isEmpty()) {
            return;
        }
        asking = false;
        if (answer != null) {
            failures = 0;
            action.accept(answer);
        } else if (++failures == FAILURES_IN_A_ROW) {
            RemoteCounters.SWEEPS_ABANDONED.increment();
            schedule.failed(asked.dataCentre(), now());
            sweep = Optional.empty();
        }
    }

    private ActorRef<BackendMessage> backendsOf(String dataCentre) {
        return remoteBackends.computeIfAbsent(
                dataCentre, there -> getContext().spawnAnonymous(Routers.group(Services.likesBackends(there))));
    }

    private static long now() {
        return System.nanoTime();
    }
}
