package io.ovation.common.log;

import io.ovation.common.log.HeldRanges.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps up with a log of which it is sent ranges that may be lost, repeated, or come in another order. Takes each entry
 * once and in order, and asks for what it lacks: a negative acknowledgement, as in NORM (RFC 5740, section 5.3) and in
 * Aeron. Nobody waits for it. Times are {@link System#nanoTime()}.
 *
 * <p>Numbers tell what is missing, and marks whether two histories are one. A range that begins at this mark is taken. One
 * that begins before it is taken from there, if its history is this one. One that begins beyond is held, and the hole
 * is asked for. One that ends before is a repetition if the window knows its mark; else the source is asked whether this
 * mark is of its history, and says so if the two have diverged.
 *
 * <p>Above 250 lines, because each rule here reads and changes the same few numbers.
 *
 * @param <S> whoever sent something, and can be asked for more
 */
public final class Follower<S> {

    private static final long DOUBT_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    /** What was taken, in order. {@code gap}: something before it was not, or it is not to be shown one by one. */
    public record Taken(LogRange range, boolean gap) {}

    /**
     * What to ask for: the entries after a mark, up to a position that may be that of the mark itself.
     *
     * @param source who showed that there is something; null if that one did not answer, and another is to be asked
     */
    public record Question<S>(Mark after, long to, @Nullable S source) {}

    private final LogWindow window;
    private final FollowerSettings settings;
    private final RandomGenerator random;
    private final HeldRanges<S> held;
    private boolean started;
    private long target;
    private boolean doubtful;
    private OptionalLong doubtedAtNanos = OptionalLong.empty();
    private @Nullable S source;
    private long behindSinceNanos;
    private boolean behind;
    private int attempts;
    private long askAtNanos;
    private long askedTo;

    /** @param window where what is taken goes; nobody else adds to it. What is held takes of its budget */
    public Follower(LogWindow window, FollowerSettings settings, RandomGenerator random) {
        this.window = window;
        this.settings = settings;
        this.random = random;
        this.held = new HeldRanges<>(settings, window.budget());
    }

    public boolean hasStarted() {
        return started;
    }

    /** How far it has come; of no meaning before it has started. */
    public Mark mark() {
        return window.last();
    }

    /**
     * Begins, or begins anew, with what the log ends with.
     *
     * @return what waited for it and comes after
     */
    public List<Taken> start(LogRange latest, long nowNanos) {
        started = true;
        doubtful = false;
        window.begin(latest, nowNanos);
        behind = false;
        List<Taken> taken = drain(nowNanos);
        target = held.highest();
        watch(nowNanos);
        return taken;
    }

    /**
     * Takes nothing any more until it is started: its history is not that of the log, nor may be what waits. To be called
     * before the window is closed, too, for what waits takes of the budget.
     */
    public void stop() {
        started = false;
        doubtful = false;
        behind = false;
        held.clear();
    }

    /** @return what is taken now */
    public List<Taken> receive(LogRange range, boolean gap, S from, long nowNanos) {
        List<Taken> taken = new ArrayList<>();
        place(new Received<>(range, gap, from), nowNanos).ifPresent(taken::add);
        taken.addAll(drain(nowNanos));
        watch(nowNanos);
        return taken;
    }

    /** The log has come so far, as that source knows. */
    public void told(Mark mark, S from, long nowNanos) {
        if (!started) {
            return;
        }
        if (mark.position() > mark().position()) {
            expect(mark.position(), from);
        } else if (!window.knows(mark)) {
            doubt(from, nowNanos);
        }
        watch(nowNanos);
    }

    /** The one who was asked answers that this mark is not of its history. @return whether it still is this mark */
    public boolean isDiverged(Mark asked) {
        return started && asked.equals(mark());
    }

    /** The one who was asked has no time. */
    public void postpone(Duration wait, long nowNanos) {
        askAtNanos = Math.max(askAtNanos, nowNanos + wait.toNanos());
    }

    /** When {@link #ask} has something to say; empty if nothing is missing. */
    public OptionalLong askAtNanos() {
        return behind ? OptionalLong.of(askAtNanos) : OptionalLong.empty();
    }

    /** @return what to ask for now, if anything; an answer is waited for, and then it is asked for again */
    public Optional<Question<S>> ask(long nowNanos) {
        if (!behind || nowNanos - askAtNanos < 0) {
            return Optional.empty();
        }
        S asked = attempts == 0 ? source : null;
        Duration wait = settings.retryAtLeast().multipliedBy(1L << Math.min(attempts, 10));
        Duration bounded = wait.compareTo(settings.retryAtMost()) < 0 ? wait : settings.retryAtMost();
        attempts++;
        askAtNanos = nowNanos + (long) (bounded.toNanos() * (1 + 0.25 * random.nextDouble()));
        askedTo = missingTo();
        return Optional.of(new Question<>(mark(), askedTo, asked));
    }

    /** How many numbers it is behind, as far as it knows. */
    public long lag() {
        return started ? Math.max(0, target - mark().position()) : 0;
    }

    /**
     * Gives a hole up that nobody has filled for too long, if entries above it wait.
     *
     * @return what is taken now; the first has a {@code gap}
     */
    public List<Taken> skip(long nowNanos) {
        boolean due = behind
                && !held.isEmpty()
                && nowNanos - behindSinceNanos >= settings.skipAfter().toNanos();
        if (!due) {
            return List.of();
        }
        List<Taken> taken = new ArrayList<>();
        taken.add(jump(held.remove().range(), nowNanos));
        taken.addAll(drain(nowNanos));
        watch(nowNanos);
        return taken;
    }

    private Optional<Taken> place(Received<S> it, long nowNanos) {
        LogRange range = it.range();
        Mark mine = mark();
        boolean beyond = range.after().position() > mine.position();
        if (!started || (beyond && !it.gap())) {
            hold(it);
            return Optional.empty();
        }
        if (beyond) {
            return Optional.of(jump(range, nowNanos));
        }
        if (range.through().position() <= mine.position()) {
            repeated(it, nowNanos);
            return Optional.empty();
        }
        if (!range.markAt(mine.position()).equals(mine)) {
            expect(range.through().position(), it.source());
            doubt(it.source(), nowNanos);
            return Optional.empty();
        }
        LogRange rest = range.after(mine);
        if (it.gap()) {
            return Optional.of(jump(rest, nowNanos));
        }
        window.append(rest, nowNanos);
        progressed();
        return Optional.of(new Taken(rest, false));
    }

    /** Whatever lies before it is in the gap. */
    private Taken jump(LogRange range, long nowNanos) {
        window.beginAfterGap(range, nowNanos);
        progressed();
        return new Taken(range, true);
    }

    /** Also the answer to a question for what was before the window, or whether this mark is that of the source. */
    private void repeated(Received<S> it, long nowNanos) {
        Mark end = it.range().through();
        if (end.equals(mark())) {
            doubtful = false;
            if (it.range().after().equals(end) && attempts > 0 && askedTo > end.position()) {
                endsHere();
            }
        } else if (!window.knows(end)) {
            doubt(it.source(), nowNanos);
        }
        window.prepend(it.range(), nowNanos);
    }

    /**
     * Whoever was asked for more has none. What is held belongs to another history, or came meanwhile and will be told
     * again.
     */
    private void endsHere() {
        target = mark().position();
        held.clear();
    }

    private void hold(Received<S> it) {
        expect(it.range().through().position(), it.source());
        held.add(it);
    }

    private List<Taken> drain(long nowNanos) {
        List<Taken> taken = new ArrayList<>();
        while (started && !held.isEmpty() && held.lowest() <= mark().position()) {
            place(held.remove(), nowNanos).ifPresent(taken::add);
        }
        return taken;
    }

    private void expect(long position, S from) {
        if (position > target) {
            target = position;
            source = from;
        }
    }

    private void doubt(S from, long nowNanos) {
        boolean again = doubtedAtNanos.isEmpty() || nowNanos - doubtedAtNanos.getAsLong() >= DOUBT_INTERVAL_NANOS;
        if (!doubtful && again) {
            doubtful = true;
            doubtedAtNanos = OptionalLong.of(nowNanos);
            source = from;
        }
    }

    /** Notices that something is missing, or no longer is. */
    private void watch(long nowNanos) {
        boolean now = started && (doubtful || target > mark().position());
        if (now && !behind) {
            behind = true;
            behindSinceNanos = nowNanos;
            attempts = 0;
            askAtNanos = nowNanos + settings.patience().toNanos();
        } else {
            behind = now;
        }
    }

    /** What is missing now is another hole, and this history is that of the log. */
    private void progressed() {
        doubtful = false;
        behind = false;
    }

    private long missingTo() {
        long to = held.isEmpty() ? target : held.lowest();
        return Math.max(to, mark().position());
    }
}
