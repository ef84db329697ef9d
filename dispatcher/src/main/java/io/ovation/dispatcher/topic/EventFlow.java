package io.ovation.dispatcher.topic;

import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.dispatcher.subscribers.Leases;
import io.ovation.dispatcher.subscribers.Subscribers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Tells subscribers of a topic's likes, typing and number of viewers: each event once, merged or limited by
 * {@link TopicEvents}, and with how far the log has come.
 */
final class EventFlow {

    /** Likes have been merged for long enough. */
    record LikeWindowOver() implements TopicMessage {}

    /** The number of viewers may be said again. */
    record ViewerWindowOver() implements TopicMessage {}

    private static final TopicMessage LIKE_WINDOW_OVER = new LikeWindowOver();
    private static final TopicMessage VIEWER_WINDOW_OVER = new ViewerWindowOver();

    private final TimerScheduler<TopicMessage> timers;
    private final LongSupplier nanoTime;
    private final TopicEvents events;
    private final Leases leases;
    private final Subscribers subscribers;
    private final LogFlow log;

    EventFlow(
            TimerScheduler<TopicMessage> timers,
            LongSupplier nanoTime,
            TopicEvents events,
            Leases leases,
            Subscribers subscribers,
            LogFlow log) {
        this.timers = timers;
        this.nanoTime = nanoTime;
        this.events = events;
        this.leases = leases;
        this.subscribers = subscribers;
        this.log = log;
    }

    void publish(Event event) {
        emit(events.publish(event, !leases.isEmpty(), now()));
    }

    /** What was counted, as far as it is news. */
    void publish(Totals totals) {
        publish(new Event.Likes(Map.of(), totals, null));
    }

    void endLikeWindow() {
        emit(events.endLikeWindow(now()));
    }

    void endViewerWindow() {
        emit(events.endViewerWindow(now()));
    }

    void countViewers() {
        emit(events.countViewers(leases.viewers(), now()));
    }

    private void emit(Optional<Event> leaving) {
        leaving.ifPresent(event -> {
            TopicCounters.PUBLISHED.increment();
            subscribers.deliver(event, log.mark());
        });
        schedule(LIKE_WINDOW_OVER, events.likesEndAtNanos());
        schedule(VIEWER_WINDOW_OVER, events.viewersEndAtNanos());
    }

    private void schedule(TopicMessage windowOver, OptionalLong endsAtNanos) {
        if (endsAtNanos.isPresent() && !timers.isTimerActive(windowOver)) {
            timers.startSingleTimer(windowOver, Duration.ofNanos(Math.max(0, endsAtNanos.getAsLong() - now())));
        }
    }

    private long now() {
        return nanoTime.getAsLong();
    }
}
