package io.ovation.frontend.topic;

import io.ovation.frontend.link.Joining;
import io.ovation.frontend.topic.log.Times;
import io.ovation.frontend.topic.log.TopicLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Those who want a topic of which too little is known yet to answer them. Times are {@link System#nanoTime()}.
 *
 * @param <J> somebody who wants the topic
 */
final class WaitingJoins<J extends Joining> {

    /** For as many comments as are shown to whoever joins. */
    static final Duration RECENT = Duration.ofSeconds(1);

    /** For the place where an earlier stream left off. */
    static final Duration RESUMPTION = Duration.ofSeconds(2);

    private record Waiting<J>(J joining, long sinceNanos) {}

    private final TopicLog<?> log;
    private final boolean hasLog;
    private final InstantSource clock;
    private final Consumer<J> ready;
    private final Map<Object, Waiting<J>> waiting = new LinkedHashMap<>();
    private boolean known;
    private long begunAtNanos;

    /**
     * @param hasLog whether the topic has any
     * @param ready told of those who need not wait any longer
     */
    WaitingJoins(TopicLog<?> log, boolean hasLog, InstantSource clock, Consumer<J> ready) {
        this.log = log;
        this.hasLog = hasLog;
        this.clock = clock;
        this.ready = ready;
    }

    /** Whoever need not wait does not. */
    void add(J joining, long nowNanos) {
        if (known && isReady(joining, nowNanos, nowNanos)) {
            ready.accept(joining);
        } else {
            waiting.put(joining.viewer(), new Waiting<>(joining, nowNanos));
        }
    }

    void remove(Object viewer) {
        waiting.remove(viewer);
    }

    void removeAll(int loop) {
        waiting.values().removeIf(it -> it.joining().loopIndex() == loop);
    }

    /** The topic's actor has answered. */
    void topicIsKnown(long nowNanos) {
        known = true;
        answer(nowNanos);
    }

    boolean isTopicKnown() {
        return known;
    }

    void logHasBegun(long nowNanos) {
        begunAtNanos = nowNanos;
    }

    /** Lets go those who need not wait any longer. */
    void answer(long nowNanos) {
        if (!known || waiting.isEmpty()) {
            return;
        }
        List<J> answered = new ArrayList<>();
        for (Iterator<Waiting<J>> all = waiting.values().iterator(); all.hasNext(); ) {
            Waiting<J> next = all.next();
            if (isReady(next.joining(), next.sinceNanos(), nowNanos)) {
                all.remove();
                answered.add(next.joining());
            }
        }
        answered.forEach(ready);
    }

    /** Whether enough is known to answer somebody who has waited since then. */
    private boolean isReady(J joining, long sinceNanos, long nowNanos) {
        boolean isNew = joining.wasWatching() || joining.lastSeen().isNothing();
        if (!hasLog) {
            return true;
        }
        if (!log.hasBegun()) {
            return isNew || isOver(sinceNanos, RESUMPTION, nowNanos);
        }
        if (!log.canGrow()) {
            return true;
        }
        boolean enough = log.isRecentKnown() || isOver(begunAtNanos, RECENT, nowNanos);
        return enough
                && (isNew
                        || isOver(sinceNanos, RESUMPTION, nowNanos)
                        || log.resume(joining.lastSeen(), clock.instant()).isPresent());
    }

    /** When somebody has waited long enough. */
    OptionalLong nextNanos(long nowNanos) {
        if (!known || waiting.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong next = OptionalLong.empty();
        long recent = begunAtNanos + RECENT.toNanos();
        if (log.hasBegun() && recent - nowNanos > 0) {
            next = OptionalLong.of(recent);
        }
        for (Waiting<J> each : waiting.values()) {
            long end = each.sinceNanos() + RESUMPTION.toNanos();
            if (end - nowNanos > 0) {
                // The others have come later.
                return Times.earlier(next, end);
            }
        }
        return next;
    }

    private static boolean isOver(long sinceNanos, Duration time, long nowNanos) {
        return nowNanos - sinceNanos >= time.toNanos();
    }
}
