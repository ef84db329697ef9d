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
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Tracing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Publishes committed likes, at most once a window and topic. */
public final class LikesPublisher extends AbstractBehavior<LikesPublisher.Command> {

    /** What the actor understands. */
    public sealed interface Command {}

    /** Publish these, in this order within a topic. */
    public record Publish(List<TopicLikes> likes) implements Command {}

    /** Publish at once what still waits for its window to end. */
    public record Flush(ActorRef<Done> replyTo) implements Command {}

    private enum WindowEnds implements Command {
        SIGNAL
    }

    /** @param openWindows how many topics may have a window open; likes of further topics leave unmerged */
    public static Behavior<Command> create(EventSink sink, Duration window, int openWindows, Tracing tracing) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new LikesPublisher(context, timers, sink, window, openWindows, tracing)));
    }

    private final TimerScheduler<Command> timers;
    private final EventSink sink;
    private final LikeWindows windows;

    private final Counter counted = Metrics.counter("ovation.likes.counted");
    private final Counter published = Metrics.counter("ovation.likes.published");

    private LikesPublisher(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            EventSink sink,
            Duration window,
            int openWindows,
            Tracing tracing) {
        super(context);
        Counter unmerged = Metrics.counter("ovation.likes.unmerged", "reason", "too-many-windows");
        this.timers = timers;
        this.sink = sink;
        this.windows = new LikeWindows(
                window,
                openWindows,
                unmerged::increment,
                likes -> tracing.ended(Stage.COMMITTED, likes, Ending.MERGED));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Publish.class, this::onPublish)
                .onMessage(Flush.class, this::onFlush)
                .onMessageEquals(WindowEnds.SIGNAL, this::onWindowEnds)
                .build();
    }

    private Behavior<Command> onPublish(Publish publish) {
        long now = System.nanoTime();
        for (TopicLikes likes : publish.likes()) {
            counted.increment(sum(likes.likes().added().values()));
            windows.add(likes.topic(), likes.likes(), now)
                    .ifPresent(leaving -> send(new TopicLikes(likes.topic(), leaving)));
        }
        if (!timers.isTimerActive(WindowEnds.SIGNAL)) {
            awaitNextEnd(now);
        }
        return this;
    }

    private Behavior<Command> onFlush(Flush flush) {
        send(windows.endAll(System.nanoTime()));
        flush.replyTo().tell(Done.getInstance());
        return this;
    }

    private Behavior<Command> onWindowEnds() {
        long now = System.nanoTime();
        send(windows.end(now));
        awaitNextEnd(now);
        return this;
    }

    private void awaitNextEnd(long now) {
        windows.nextEndNanos()
                .ifPresent(end -> timers.startSingleTimer(
                        WindowEnds.SIGNAL, WindowEnds.SIGNAL, Duration.ofNanos(Math.max(1, end - now))));
    }

    private static double sum(Collection<Long> counts) {
        return counts.stream().mapToDouble(Long::doubleValue).sum();
    }

    private void send(List<TopicLikes> leaving) {
        leaving.forEach(this::send);
    }

    private void send(TopicLikes leaving) {
        sink.publish(leaving.topic(), leaving.likes());
        published.increment();
    }
}
