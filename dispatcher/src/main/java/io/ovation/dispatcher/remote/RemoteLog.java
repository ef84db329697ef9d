package io.ovation.dispatcher.remote;

import io.ovation.common.log.Follower;
import io.ovation.common.log.Follower.Question;
import io.ovation.common.log.Follower.Taken;
import io.ovation.common.log.FollowerSettings;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.LogWindow;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.protocol.LogMessage.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A topic's log in another data centre, on its way into the store of this one. A {@link Follower} takes its entries in
 * order, and asks for what is missing; what it has taken waits here to be committed, one page at a time. The store knows
 * how far the log has been taken in, its cursor, and refuses a page that does not begin there: then the follower goes on
 * from the cursor. So it does not matter that this begins without knowing the cursor, nor whether somebody else takes in
 * the same log at the same time. Times are {@link System#nanoTime()}.
 *
 * @param <S> whoever sent something, and can be asked for more
 */
public final class RemoteLog<S> {

    /** What the store is to do next. It is asked again until {@link #replied} or {@link #refused}. */
    public sealed interface Request permits Commit, Realign {
        <R> R match(Function<Commit, R> commit, Function<Realign, R> realign);
    }

    /** @param gap whether it is too late for the entries to be shown one by one */
    public record Commit(LogRange page, boolean gap) implements Request {
        @Override
        public <R> R match(Function<Commit, R> commit, Function<Realign, R> realign) {
            return commit.apply(this);
        }
    }

    /** The history is another one. */
    public record Realign(List<Place> places) implements Request {
        @Override
        public <R> R match(Function<Commit, R> commit, Function<Realign, R> realign) {
            return realign.apply(this);
        }
    }

    /** A page that ends so far behind what is known of the log is not shown entry by entry. */
    private static final long SHOWN_POSITIONS = 500;

    /** For what may be overtaken on its way by a later message. */
    private static final Duration PATIENCE = Duration.ofMillis(30);

    /** Whoever is asked for so long without effect is not asked any more. */
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);

    /** Somebody else may move the cursor, by a message that was long on its way; whoever says that all is here is believed. */
    private static final Duration CONFIRMED_FOR = Duration.ofSeconds(10);

    /** Enough to tell a repeated message from one of another history without asking. */
    private static final WindowSettings RECENT = new WindowSettings(0, 16, 4096, Duration.ofMinutes(1));

    private final LogWindow window;
    private final Follower<S> follower;
    private final CommitQueue queue;
    private final PendingRequest<Request> request;
    private long progressedAtNanos;
    private long confirmedAtNanos;
    private Mark end = Mark.START;
    private @Nullable S source;

    /** @param budget what the logs that this node keeps may take together */
    public RemoteLog(ByteBudget budget, RandomGenerator random, long nowNanos) {
        this.queue = new CommitQueue(budget);
        this.request = new PendingRequest<>(random);
        this.window = new LogWindow(RECENT, budget);
        this.follower = new Follower<>(window, FollowerSettings.withPatience(PATIENCE), random);
        this.progressedAtNanos = nowNanos;
    }

    /** Gives back what it takes of the budget. It is not to be used any more. */
    public void close() {
        queue.clear();
        follower.stop();
        window.close();
    }

    public void receive(LogRange range, S from, long nowNanos) {
        expect(range.through(), from, nowNanos);
        if (isUnknown()) {
            begin(range.after(), nowNanos);
        }
        if (queue.isFull()) {
            follower.told(range.through(), from, nowNanos);
        } else {
            enqueue(follower.receive(range, false, from, nowNanos), nowNanos);
        }
    }

    /** The log has come so far. */
    public void told(Mark mark, S from, long nowNanos) {
        expect(mark, from, nowNanos);
        boolean doubtful = !isBusy() && nowNanos - confirmedAtNanos >= CONFIRMED_FOR.toNanos();
        if (isUnknown() || (doubtful && mark.equals(follower.mark()))) {
            // A page that moves nothing is answered with the cursor.
            request.begin(new Commit(LogRange.empty(mark), false), nowNanos);
        } else {
            follower.told(mark, from, nowNanos);
        }
    }

    /** Whoever was asked for entries has no time. */
    public void postponed(Duration wait, long nowNanos) {
        follower.postpone(wait, nowNanos);
    }

    /**
     * Whoever was asked for entries says that the mark is not of its history.
     *
     * @param places of that history
     */
    public void diverged(Mark asked, List<Place> places, long nowNanos) {
        // What is under way belongs to the former history, and is answered first; then it is asked again.
        if (!request.isPending() && queue.isEmpty() && follower.isDiverged(asked)) {
            follower.stop();
            end = places.isEmpty() ? Mark.START : places.get(0).mark();
            request.begin(new Realign(places), nowNanos);
        }
    }

    /**
     * The store says how far the log has been taken in.
     *
     * @return whether that is what it was asked for
     */
    public boolean replied(Mark cursor, long nowNanos) {
        boolean done = isAsked(commit -> cursor.equals(commit.page().through()), true);
        boolean untouched =
                !done && isAsked(commit -> cursor.equals(commit.page().after()), false);
        if (!request.isPending() || untouched) {
            // A late answer, or one that says nothing against the page: it is sent again in its time.
            return false;
        }
        request.end();
        progressedAtNanos = nowNanos;
        confirmedAtNanos = nowNanos;
        if (!done || !follower.hasStarted()) {
            goOnFrom(cursor, nowNanos);
        }
        return done;
    }

    /** The store has no time. */
    public void refused(Duration wait, long nowNanos) {
        request.postpone(wait, nowNanos);
    }

    /** @return what to ask of the store now, if anything */
    public Optional<Request> request(long nowNanos) {
        if (!request.isPending() && !queue.isEmpty()) {
            LogRange page = queue.remove();
            boolean gap = end.position() - page.through().position() > SHOWN_POSITIONS;
            request.begin(new Commit(page, gap), nowNanos);
        }
        return request.due(nowNanos);
    }

    /** @return what to ask the other data centre for now, if anything */
    public Optional<Question<S>> ask(long nowNanos) {
        return queue.isFull() ? Optional.empty() : follower.ask(nowNanos);
    }

    /** When {@link #request} or {@link #ask} has something to say; empty if not before something comes. */
    public OptionalLong wakeAtNanos() {
        OptionalLong ask = queue.isFull() ? OptionalLong.empty() : follower.askAtNanos();
        if (!request.isPending()) {
            return ask;
        }
        long due = request.dueAtNanos();
        return ask.isPresent() && ask.getAsLong() - due < 0 ? ask : OptionalLong.of(due);
    }

    /** Whether something is under way, or missing. */
    public boolean isBusy() {
        return request.isPending() || !queue.isEmpty() || follower.askAtNanos().isPresent();
    }

    /** Whether nobody fills a hole. Whoever knows of it will be told again when the other data centre is back. */
    public boolean isHopeless(long nowNanos) {
        return !request.isPending()
                && follower.askAtNanos().isPresent()
                && nowNanos - progressedAtNanos >= GIVE_UP_AFTER.toNanos();
    }

    /** Whether it is not known how far the log has been taken in, and nothing was done to find out. */
    private boolean isUnknown() {
        return !follower.hasStarted() && !request.isPending();
    }

    private void begin(Mark supposed, long nowNanos) {
        progressedAtNanos = nowNanos;
        enqueue(follower.start(LogRange.empty(supposed), nowNanos), nowNanos);
    }

    private boolean isAsked(Function<Commit, Boolean> commit, boolean realign) {
        return request.current()
                .map(asked -> asked.match(commit, any -> realign))
                .orElse(false);
    }

    private void goOnFrom(Mark cursor, long nowNanos) {
        queue.clear();
        begin(cursor, nowNanos);
        if (source != null) {
            follower.told(end, source, nowNanos);
        }
    }

    private void expect(Mark mark, S from, long nowNanos) {
        if (follower.askAtNanos().isEmpty()) {
            progressedAtNanos = nowNanos;
        }
        if (mark.position() > end.position() || source == null) {
            end = mark;
            source = from;
        }
    }

    private void enqueue(List<Taken> taken, long nowNanos) {
        for (Taken each : taken) {
            progressedAtNanos = nowNanos;
            queue.add(each.range());
        }
    }
}
