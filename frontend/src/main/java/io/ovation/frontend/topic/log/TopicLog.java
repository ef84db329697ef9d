package io.ovation.frontend.topic.log;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EventId;
import io.ovation.common.log.Follower;
import io.ovation.common.log.FollowerSettings;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.LogWindow;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.crowd.ReplaySampler;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.replay.ReplaySource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A topic's log as this node follows it, and the latest stretch of it, from which streams are resumed. Once it has begun
 * it fetches what was before, until its window is full. Times are {@link System#nanoTime()}.
 *
 * <p>Above 250 lines, because it is what the rest of the frontend sees of a window, a follower and a sampler.
 *
 * @param <S> whoever sent something, and can be asked for more
 */
public final class TopicLog<S> implements ReplaySource {

    private final Topic topic;
    private final LogWindow window;
    private final Follower<S> follower;
    private final ReplaySampler replays;
    private final FetchBack fetchBack;
    private final Silence silence = new Silence();
    private final int entries;
    private @Nullable S source;
    private boolean begun;
    private long history;

    /**
     * @param windows what logs may take in memory
     * @param commentsPerSecond that a replay shows of those that were logged in a second
     * @param permits to fetch what was before
     */
    public TopicLog(
            Topic topic,
            WindowSettings settings,
            ByteBudget windows,
            int commentsPerSecond,
            FetchPermits permits,
            RandomGenerator random,
            long nowNanos) {
        this.topic = topic;
        this.window = new LogWindow(settings, windows);
        this.follower = new Follower<>(window, FollowerSettings.withPatience(Duration.ZERO), random);
        this.replays = new ReplaySampler(commentsPerSecond);
        this.fetchBack = new FetchBack(permits, random, nowNanos);
        this.entries = settings.entries();
    }

    /** Whether there is anything that viewers can be told of it. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether it is being followed; not before it has begun, nor while it is to begin anew. */
    public boolean isFollowed() {
        return follower.hasStarted();
    }

    /**
     * Begins, or begins anew, with what the log ends with.
     *
     * @return what had come already and follows it
     */
    public List<Follower.Taken> begin(LogRange latest, S from, long nowNanos) {
        begun = true;
        history++;
        source = from;
        List<Follower.Taken> taken = follower.start(latest, nowNanos);
        replays.begin(latest.entries());
        fetchBack.answered(true, nowNanos);
        return took(taken, nowNanos);
    }

    /** @return what follows on what is there, and is to be told now */
    public List<Follower.Taken> receive(LogRange range, boolean gap, S from, long nowNanos) {
        source = from;
        Mark before = window.after();
        List<Follower.Taken> taken = follower.receive(range, gap, from, nowNanos);
        if (range.through().equals(before)) {
            replays.prepend(entriesBetween(window.after(), before));
            fetchBack.answered(!window.isRecentKnown(), nowNanos);
        }
        return took(taken, nowNanos);
    }

    public void told(Mark mark, S from, long nowNanos) {
        source = from;
        follower.told(mark, from, nowNanos);
        silence.watch(follower.askAtNanos().isPresent(), nowNanos);
    }

    public void postpone(Duration wait, long nowNanos) {
        follower.postpone(wait, nowNanos);
        fetchBack.postpone(wait, nowNanos);
    }

    /** Whether this node and whoever was asked follow different histories. */
    public boolean isDiverged(Mark asked) {
        return follower.isDiverged(asked) || (follower.hasStarted() && asked.equals(window.after()));
    }

    /** Whether the latest page is a better way to go on than what is missing. */
    public boolean isLost(long nowNanos) {
        return isFarBehind() || (follower.hasStarted() && silence.isTooLong(nowNanos));
    }

    /** Whether more is missing than the window holds. */
    private boolean isFarBehind() {
        return follower.hasStarted() && follower.lag() > entries;
    }

    /** Whether it need not begin with such a page: nothing is missing in between, or whoever sent it is further behind. */
    public boolean goesOnWith(LogRange latest) {
        Mark mark = mark();
        return mark.position() >= latest.through().position()
                || (mark.position() >= latest.after().position()
                        && latest.markAt(mark.position()).equals(mark));
    }

    /** Somebody else is asked for what is missing: that one is waited for as long. */
    public void waitAnew(long nowNanos) {
        silence.isBroken(nowNanos);
    }

    /** Takes nothing any more until it begins anew; what is there is still known. */
    public void stop() {
        follower.stop();
        silence.watch(false, 0);
        fetchBack.stopWaiting();
    }

    /** What to ask for now, if anything. */
    public Optional<Follower.Question<S>> ask(long nowNanos) {
        return follower.ask(nowNanos);
    }

    /** The place before which to ask for a page now, if anything. */
    public Optional<Mark> askBack(long nowNanos) {
        if (!canGrow()) {
            fetchBack.stopWaiting();
            return Optional.empty();
        }
        return fetchBack.ask(nowNanos) ? Optional.of(window.after()) : Optional.empty();
    }

    /** Whom to ask for it; null if that one has not answered. */
    public @Nullable S askBackAt() {
        return fetchBack.isRepeated() ? null : source;
    }

    /** Whether more of the past is going to come. */
    public boolean canGrow() {
        return follower.hasStarted() && window.hasRoom();
    }

    /** When something is to be asked for, or to be given up. */
    public OptionalLong nextNanos() {
        OptionalLong next = Times.earlier(follower.askAtNanos(), silence.nextNanos());
        return canGrow() ? Times.earlier(next, fetchBack.nextNanos()) : next;
    }

    public void trim(long nowNanos) {
        window.trim(nowNanos);
        replays.forget(window.after().position());
    }

    /** Gives back what it takes of the node's memory. */
    public void close() {
        fetchBack.stopWaiting();
        follower.stop();
        window.close();
    }

    /** How many entries further on it knows of, and waits for. */
    public long missing() {
        return follower.lag();
    }

    public Mark mark() {
        return follower.mark();
    }

    public boolean knows(Mark mark) {
        return window.knows(mark);
    }

    public boolean isRecentKnown() {
        return window.isRecentKnown();
    }

    /** Where a viewer is to go on; empty if there may be more than is here. */
    public Optional<Mark> resume(LastSeen lastSeen, Instant now) {
        return lastSeen.resumeIn(window, now);
    }

    public List<Comment> recentComments() {
        return window.recentComments();
    }

    public EventId eventId(Instant now) {
        return window.eventId(now);
    }

    public boolean isRetracted(String comment) {
        return window.isRetracted(comment);
    }

    /** What has been encoded of it may no longer be sent. */
    public void rewritten() {
        history++;
    }

    @Override
    public Topic topic() {
        return topic;
    }

    @Override
    public long history() {
        return history;
    }

    @Override
    public Mark after() {
        return window.after();
    }

    @Override
    public Mark last() {
        return window.last();
    }

    @Override
    public Iterable<Entry> entriesAfter(long position) {
        return window.entriesAfter(position);
    }

    @Override
    public boolean isShown(long position) {
        return replays.shows(position);
    }

    private List<Follower.Taken> took(List<Follower.Taken> taken, long nowNanos) {
        for (Follower.Taken each : taken) {
            silence.isBroken(nowNanos);
            if (each.gap()) {
                history++;
                replays.begin(each.range().entries());
            } else {
                replays.append(each.range().entries());
            }
        }
        replays.forget(window.after().position());
        silence.watch(follower.askAtNanos().isPresent(), nowNanos);
        return taken;
    }

    private List<Entry> entriesBetween(Mark after, Mark through) {
        List<Entry> between = new ArrayList<>();
        for (Entry entry : window.entriesAfter(after.position())) {
            if (entry.position() > through.position()) {
                break;
            }
            between.add(entry);
        }
        return between;
    }
}
