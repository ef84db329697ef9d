package io.ovation.likes.publish;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.Droppable;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LoggedRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Publishes new entries, once and in the order of each log. Repeats the mark of a log's last entry one and five seconds
 * later, because that entry may have got lost.
 */
public final class LogPublisher extends AbstractBehavior<LogPublisher.Command> {

    /** What the actor understands. */
    public sealed interface Command {}

    /**
     * Publish these. If it is dropped, they are fetched by those who find them missing.
     *
     * @param told how far other logs are; say so at once, too
     */
    public record Publish(List<LoggedRange> logged, Map<Topic, Mark> told) implements Command, Droppable {

        /** What a log and its mark take in memory, about. */
        private static final int LOG_BYTES = 256;

        @Override
        public int bytes() {
            int entries = logged.stream().mapToInt(each -> each.range().bytes()).sum();
            return LOG_BYTES * (1 + logged.size() + told.size()) + entries;
        }
    }

    /** Say now what would be said later, then answer. */
    public record Flush(ActorRef<Done> replyTo) implements Command {}

    private enum TailsDue implements Command {
        SIGNAL
    }

    private static final Duration FIRST_TAIL = Duration.ofSeconds(1);
    private static final Duration SECOND_TAIL = Duration.ofSeconds(5);

    /** The key of its mailbox, which bounds what was committed and waits to be published. */
    public static final String MAILBOX = "ovation.likes.log.publisher-mailbox";

    /**
     * @param source who can be asked for entries
     * @param tails how many logs' ends are kept in mind; of more, those that would be told next are forgotten
     */
    public static Behavior<Command> create(LogSink sink, ActorRef<LogMessage> source, int tails) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new LogPublisher(context, timers, sink, source, tails)));
    }

    private final TimerScheduler<Command> timers;
    private final LogSink sink;
    private final ActorRef<LogMessage> source;
    private final TailSchedule<Topic> tails;

    private final Counter tailsSaid = Metrics.counter("ovation.likes.log.tails");
    private final Counter tailsForgotten = Metrics.counter("ovation.likes.log.tails.forgotten", "reason", "too-many");
    private final LoggedEntries logged = new LoggedEntries();

    private LogPublisher(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            LogSink sink,
            ActorRef<LogMessage> source,
            int tails) {
        super(context);
        this.timers = timers;
        this.sink = sink;
        this.source = source;
        this.tails = new TailSchedule<>(tails, FIRST_TAIL, SECOND_TAIL);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Publish.class, this::onPublish)
                .onMessage(Flush.class, this::onFlush)
                .onMessageEquals(TailsDue.SIGNAL, this::onTailsDue)
                .build();
    }

    private Behavior<Command> onPublish(Publish publish) {
        long now = System.nanoTime();
        publish.logged().forEach(each -> publish(each, now));
        publish.told().forEach((topic, mark) -> {
            say(topic, mark);
            sayAgain(topic, mark, now);
        });
        awaitTails(now);
        return this;
    }

    private Behavior<Command> onFlush(Flush flush) {
        tails.due(System.nanoTime() + SECOND_TAIL.toNanos()).forEach(tail -> say(tail.log(), tail.mark()));
        flush.replyTo().tell(Done.getInstance());
        return this;
    }

    private Behavior<Command> onTailsDue() {
        long now = System.nanoTime();
        tails.due(now).forEach(tail -> say(tail.log(), tail.mark()));
        awaitTails(now);
        return this;
    }

    private void publish(LoggedRange logged, long now) {
        for (LogRange page : logged.range().pages()) {
            sink.tell(new LogMessage.Entries(logged.topic(), null, page, logged.gap(), source));
        }
        for (Entry entry : logged.range().entries()) {
            entry.body().accept(this.logged).increment();
        }
        sayAgain(logged.topic(), logged.range().through(), now);
    }

    private void say(Topic topic, Mark mark) {
        sink.tell(new LogMessage.Tail(topic, null, mark, source));
        tailsSaid.increment();
    }

    private void sayAgain(Topic topic, Mark mark, long now) {
        tailsForgotten.increment(tails.add(topic, mark, now));
    }

    private void awaitTails(long now) {
        if (!timers.isTimerActive(TailsDue.SIGNAL)) {
            tails.nextNanos()
                    .ifPresent(next -> timers.startSingleTimer(
                            TailsDue.SIGNAL, TailsDue.SIGNAL, Duration.ofNanos(Math.max(1, next - now))));
        }
    }
}
