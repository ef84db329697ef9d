package io.ovation.frontend.topic;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.log.EntryTrace;
import io.ovation.common.log.Follower;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.frontend.crowd.ChatThrottle;
import io.ovation.frontend.frame.TopicSnapshot;
import io.ovation.frontend.link.Joining;
import io.ovation.frontend.topic.log.Times;
import io.ovation.frontend.topic.log.TopicLog;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One topic as this node knows it: follows its log and its events, and decides what its viewers are told of them, and
 * what is told to the topic's actor. Times are {@link System#nanoTime()}.
 *
 * <p>Above 250 lines, because it takes every message about a topic; what each means is decided elsewhere.
 *
 * @param <S> whoever sent something, and can be asked for more
 * @param <J> somebody who wants the topic
 */
public final class LocalTopic<S, J extends Joining> {

    private final Topic topic;
    private final TopicContext context;
    private final TopicOutput<J> output;
    private final TopicUpstream<S> upstream;
    private final TopicViewers viewers;
    private final TopicStanding standing;
    private final Subscription subscription;
    private final TopicLog<S> log;
    private final ChatThrottle throttle;
    private final EventTelling events;
    private final EntryTelling entries;
    private final EntryTrace trace;
    private final WaitingJoins<J> waiting;
    private boolean beginsAnew;

    public LocalTopic(
            Topic topic,
            TopicContext context,
            TopicViewers viewers,
            TopicOutput<J> output,
            TopicUpstream<S> upstream,
            long nowNanos) {
        this.topic = topic;
        this.context = context;
        this.viewers = viewers;
        this.output = output;
        this.upstream = upstream;
        this.standing = new TopicStanding(topic, context.clock());
        this.subscription = new Subscription(context.settings(), nowNanos);
        this.log = new TopicLog<>(
                topic,
                context.settings().window(),
                context.windows(),
                context.settings().commentsPerSecond(),
                context.permits(),
                context.random(),
                nowNanos);
        this.throttle = new ChatThrottle(
                context.settings().commentsPerSecond(),
                context.settings().typingNames(),
                output,
                context.random(),
                nowNanos);
        this.events = new EventTelling(standing, throttle, output);
        this.entries = new EntryTelling(log, standing, viewers, throttle, output, context.tracing(), nowNanos);
        this.trace = new EntryTrace(context.tracing(), Stage.FRONTEND_RECEIVED);
        this.waiting = new WaitingJoins<>(log, hasLog(), context.clock(), output::ready);
    }

    /** Somebody wants the topic. {@link TopicOutput#ready} says when there is an answer. */
    public void join(J joining, long nowNanos) {
        viewers.join(joining.loopIndex());
        subscription.setViewers(viewers.count(), nowNanos);
        waiting.add(joining, nowNanos);
    }

    public void leave(int loop, Object viewer, long nowNanos) {
        waiting.remove(viewer);
        viewers.leave(loop);
        subscription.setViewers(viewers.count(), nowNanos);
    }

    /** The loop has started anew and has no viewers. */
    public void leaveAll(int loop, long nowNanos) {
        waiting.removeAll(loop);
        viewers.leaveAll(loop);
        subscription.setViewers(viewers.count(), nowNanos);
    }

    /** How somebody is brought up to date who wants the topic. */
    public CatchUpPlan answer(J joining) {
        return CatchUpPlan.of(joining, hasLog(), log, context.clock().instant());
    }

    /** How somebody goes on who has been replayed everything up to that mark. */
    public CatchUpPlan answer(Mark after) {
        return CatchUpPlan.after(after, log);
    }

    /**
     * The subscription holds.
     *
     * @param presence null if nobody knows, or the topic is about nobody
     * @param latest null if nobody has told the topic's log yet, or it has none
     */
    public void subscribed(
            Totals totals,
            int viewersNow,
            Event.@Nullable Presence presence,
            @Nullable LogRange latest,
            S source,
            long nowNanos) {
        boolean wasKnown = waiting.isTopicKnown();
        boolean isNews = standing.merge(totals, viewersNow, presence);
        boolean begins = latest != null && follow(latest, wasKnown, source, nowNanos);
        subscription.answered(!hasLog() || (log.isFollowed() && !beginsAnew), nowNanos);
        if (wasKnown && (isNews || begins) && viewers.count() > 0) {
            output.snapshot(snapshot());
        }
        waiting.topicIsKnown(nowNanos);
    }

    /**
     * @param wasKnown whether there may be viewers who have been answered
     * @return whether the log begins, and nobody has missed any of it
     */
    private boolean follow(LogRange latest, boolean wasKnown, S source, long nowNanos) {
        if (log.isFollowed() && (!beginsAnew || log.goesOnWith(latest))) {
            beginsAnew = false;
            took(log.receive(latest, false, source, nowNanos), latest, nowNanos);
            return false;
        }
        // Viewers who were answered without the log may have missed what was logged since.
        boolean missed = log.hasBegun() || (wasKnown && !latest.isEmpty());
        beginsAnew = false;
        List<Follower.Taken> taken = log.begin(latest, source, nowNanos);
        waiting.logHasBegun(nowNanos);
        trace.began(latest);
        if (missed) {
            trace.took(taken, null);
            entries.lost(latest, taken, nowNanos);
        } else {
            took(taken, null, nowNanos);
        }
        return !missed;
    }

    /**
     * Entries that were just logged, or asked for.
     *
     * @param asked whether they were
     * @return how many were taken
     */
    public int entries(LogRange range, boolean gap, boolean asked, S source, long nowNanos) {
        List<Follower.Taken> taken = log.receive(range, gap, source, nowNanos);
        // What was before may have come, too.
        standing.logChanged();
        took(taken, asked ? range : null, nowNanos);
        waiting.answer(nowNanos);
        int count = 0;
        for (Follower.Taken each : taken) {
            count += each.range().entries().size();
        }
        return count;
    }

    /** The log has come so far. */
    public void tail(Mark mark, S source, long nowNanos) {
        log.told(mark, source, nowNanos);
    }

    /** @param mark how far the log has come; null if that was not said */
    public void deliver(Event event, @Nullable Mark mark, S source, long nowNanos) {
        if (mark != null) {
            log.told(mark, source, nowNanos);
        }
        standing.apply(event);
        context.tracing().reached(Stage.FRONTEND_RECEIVED, event);
        if (viewers.count() > 0) {
            events.tell(event, nowNanos);
        } else {
            context.tracing().ended(Stage.FRONTEND_RECEIVED, event, Ending.UNWATCHED);
        }
    }

    /** Whoever was asked has no time. */
    public void busy(Duration wait, long nowNanos) {
        log.postpone(wait, nowNanos);
    }

    /** Whoever was asked says that this mark is not of the log's history. */
    public void diverged(Mark asked, long nowNanos) {
        if (log.isDiverged(asked)) {
            log.stop();
            beginAnew(nowNanos);
        }
    }

    /** Does not wait for the time to renew the subscription. */
    public void renewNow(long nowNanos) {
        subscription.renewNow(nowNanos);
    }

    /**
     * Does what is due.
     *
     * @return whether the topic goes on; if not, nobody has watched it for long enough
     */
    public boolean run(long nowNanos) {
        if (!beginsAnew && log.isLost(nowNanos)) {
            log.waitAnew(nowNanos);
            beginAnew(nowNanos);
        }
        switch (subscription.due(nowNanos, context.random().nextDouble())) {
            case SUBSCRIBE -> upstream.subscribe(viewers.count());
            case RENEW -> upstream.renew(viewers.count(), hasLog() ? log.mark() : null);
            case UNSUBSCRIBE -> {
                upstream.unsubscribe();
                return false;
            }
            case NOTHING -> {}
        }
        // Also while it waits for a page to begin anew with: the answer may be that its history is lost.
        log.ask(nowNanos).ifPresent(upstream::fetch);
        log.askBack(nowNanos).ifPresent(through -> upstream.fetchBefore(through, log.askBackAt()));
        log.trim(nowNanos);
        entries.run(nowNanos);
        throttle.run(nowNanos);
        if (viewers.isMakeUpDue(nowNanos)) {
            output.makeUp(snapshot());
        }
        waiting.answer(nowNanos);
        return true;
    }

    /** When {@link #run} has something to do. */
    public long nextNanos(long nowNanos) {
        OptionalLong next = Times.earlier(log.nextNanos(), throttle.nextNanos());
        next = Times.earlier(next, entries.nextNanos());
        next = Times.earlier(next, viewers.nextNanos());
        next = Times.earlier(next, waiting.nextNanos(nowNanos));
        return Times.earlier(next, subscription.nextNanos()).getAsLong();
    }

    /** Gives back what it takes of the node's memory. It is not to be used any more. */
    public void close() {
        log.close();
    }

    /** @param answer what was asked for; null if nothing was */
    private void took(List<Follower.Taken> taken, @Nullable LogRange answer, long nowNanos) {
        if (!taken.isEmpty()) {
            trace.took(taken, answer);
            entries.took(taken, nowNanos);
        }
    }

    private void beginAnew(long nowNanos) {
        beginsAnew = true;
        subscription.begin(nowNanos);
    }

    private boolean hasLog() {
        return topic.kind() != Topic.Kind.PRESENCE;
    }

    /** How the topic stands. */
    public TopicSnapshot snapshot() {
        return standing.snapshot(log);
    }

    /** What of it operators are shown. */
    public NodeTopic.AtFrontend known() {
        return new NodeTopic.AtFrontend(
                viewers.count(), log.isFollowed() ? log.mark().position() : null, log.missing());
    }

    /** Another number whenever {@link #snapshot} shows something else. */
    public long version() {
        return standing.version();
    }

    public Topic topic() {
        return topic;
    }

    /** The latest stretch of the topic's log. */
    public TopicLog<S> log() {
        return log;
    }

    public TopicViewers viewers() {
        return viewers;
    }
}
