package io.ovation.dispatcher.topic;

import io.ovation.common.log.Follower;
import io.ovation.common.log.Follower.Question;
import io.ovation.common.log.Follower.Taken;
import io.ovation.common.log.FollowerSettings;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.LogWindow;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.memory.ByteBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A topic's log as its actor follows it: only while somebody watches, from the page that a likes backend has loaded. Until
 * that is there, what comes waits. Times are {@link System#nanoTime()}.
 *
 * @param <S> whoever sent something, and can be asked for more
 */
public final class TopicLog<S> {

    /** How long a hole may fill by itself: backends that commit at the same time overtake each other. */
    private static final Duration PATIENCE = Duration.ofMillis(30);

    /** Where a subscriber is, as seen from here. */
    public enum Standing {
        LEVEL,
        /** Or of another history. */
        BEHIND,
        AHEAD
    }

    private record Kept<S>(LogWindow window, Follower<S> follower) {}

    private final WindowSettings limits;
    private final ByteBudget budget;
    private final RandomGenerator random;
    private @Nullable Kept<S> kept;

    /** @param budget what the logs that this node keeps may take together */
    public TopicLog(WindowSettings limits, ByteBudget budget, RandomGenerator random) {
        this.limits = limits;
        this.budget = budget;
        this.random = random;
    }

    /** Somebody watches. Without effect if it is kept already. */
    public void keep() {
        if (kept == null) {
            LogWindow window = new LogWindow(limits, budget);
            kept = new Kept<>(window, new Follower<>(window, FollowerSettings.withPatience(PATIENCE), random));
        }
    }

    /** Nobody does any more. */
    public void release() {
        if (kept != null) {
            kept.follower().stop();
            kept.window().close();
            kept = null;
        }
    }

    public boolean isKept() {
        return kept != null;
    }

    /** Begins, or begins anew, with what the log ends with. @return what waited for it and comes after */
    public List<Taken> start(LogRange latest, long nowNanos) {
        return kept == null ? List.of() : kept.follower().start(latest, nowNanos);
    }

    /** @return what is taken now */
    public List<Taken> receive(LogRange range, boolean gap, S from, long nowNanos) {
        return kept == null ? List.of() : kept.follower().receive(range, gap, from, nowNanos);
    }

    /** Gives up a hole that nobody has filled for too long. @return what is taken now; the first has a gap */
    public List<Taken> skip(long nowNanos) {
        return kept == null ? List.of() : kept.follower().skip(nowNanos);
    }

    /** The log has come so far, as that source knows. */
    public void told(Mark mark, S from, long nowNanos) {
        if (kept != null) {
            kept.follower().told(mark, from, nowNanos);
        }
    }

    /** Whoever was asked has no time. */
    public void postpone(Duration wait, long nowNanos) {
        if (kept != null) {
            kept.follower().postpone(wait, nowNanos);
        }
    }

    /**
     * Whoever was asked says that the mark is not of the log's history.
     *
     * @return whether it is still this mark that counts: then nothing is taken until {@link #start}
     */
    public boolean diverged(Mark asked) {
        if (kept == null || !kept.follower().isDiverged(asked)) {
            return false;
        }
        kept.follower().stop();
        return true;
    }

    /** @return what to ask for now, if anything */
    public Optional<Question<S>> ask(long nowNanos) {
        return kept == null ? Optional.empty() : kept.follower().ask(nowNanos);
    }

    /** When {@link #ask} has something to say; empty if nothing is missing. */
    public OptionalLong askAtNanos() {
        return kept == null ? OptionalLong.empty() : kept.follower().askAtNanos();
    }

    /** How far it has come; empty if it does not follow the log. */
    public Optional<Mark> mark() {
        return window().map(LogWindow::last);
    }

    /** How many entries further on it knows of, and waits for. */
    public long missing() {
        return kept == null ? 0 : kept.follower().lag();
    }

    /** What the log ends with, as much as fits into a message; empty if it does not follow the log. */
    public Optional<LogRange> latestPage() {
        return window().map(LogWindow::latestPage);
    }

    /**
     * What comes after a mark, as much as fits into a message.
     *
     * @param to a position; that of the mark itself to ask whether it is of this history
     * @return empty if a likes backend has to answer
     */
    public Optional<LogRange> page(Mark after, long to) {
        return window().filter(window ->
                        window.knows(after) && (after.position() < window.last().position() || to <= after.position()))
                .map(window -> upTo(to, window.page(after)));
    }

    /** What ends with a mark, as much as fits into a message; empty if a likes backend has to answer. */
    public Optional<LogRange> pageThrough(Mark through) {
        return window().filter(window -> window.knows(through) && window.after().position() < through.position())
                .map(window -> window.pageThrough(through));
    }

    /** Where a subscriber is that has followed the log to that mark; empty if this one does not follow it. */
    public Optional<Standing> standing(Mark theirs) {
        return mark().map(mine -> {
            if (theirs.equals(mine)) {
                return Standing.LEVEL;
            }
            return theirs.position() > mine.position() ? Standing.AHEAD : Standing.BEHIND;
        });
    }

    /** Whether a range is more than a repetition, for all that is known. */
    public boolean isNews(LogRange range) {
        return mark().map(mine -> range.through().position() > mine.position()).orElse(true);
    }

    /** The same range without the texts of what it knows to be retracted. */
    public LogRange withoutRetracted(LogRange range) {
        return window().filter(window -> range.entries().stream().anyMatch(entry -> window.isRetracted(entry.id())))
                .map(window -> range.map(entry -> window.isRetracted(entry.id()) ? entry.emptied() : entry))
                .orElse(range);
    }

    /** Drops what is too old. To be called now and then. */
    public void trim(long nowNanos) {
        window().ifPresent(window -> window.trim(nowNanos));
    }

    private Optional<LogWindow> window() {
        return kept != null && kept.follower().hasStarted() ? Optional.of(kept.window()) : Optional.empty();
    }

    private static LogRange upTo(long position, LogRange range) {
        if (position >= range.through().position()) {
            return range;
        }
        long to = Math.max(position, range.after().position());
        return new LogRange(
                range.after(),
                range.markAt(to),
                range.entries().stream().filter(entry -> entry.position() <= to).toList());
    }
}
