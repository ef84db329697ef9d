package io.ovation.common.trace;

import io.ovation.common.settings.Require;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes where sampled events are on their way, for whoever {@linkplain #drain collects} it. Costs an event that is not
 * in the sample one comparison. Used by all threads of a node.
 *
 * <p>Above 250 lines, because it has a method for each way in which an event gets on, or ends.
 */
public final class Tracing {

    /**
     * What was noted since the last time.
     *
     * @param fromMicros where the last time ended
     * @param throughMicros of nothing up to then anything follows later, but for what a thread is about to note
     * @param dropped what there was no room for
     * @param sampledBelow the sample was at least those whose {@linkplain TraceId#rank rank} is below this
     */
    public record Drained(
            long fromMicros, long throughMicros, int dropped, long sampledBelow, List<Checkpoint> checkpoints) {}

    /** That a viewer was shown an event, and by how much of the video the playhead had passed its moment. */
    public record Shown(TracedKind kind, long behindMicros) {}

    private static final long RANKS = 1L << Integer.SIZE;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Drill drill;
    private final boolean keepsParents;
    private final int room;
    private final Queue<Checkpoint> noted = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Shown> shown;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final long originMicros;
    private final long originNanos;
    private volatile long sampledBelow;
    private long lowestThreshold;
    private long drainedMicros;

    /**
     * @param share of all events that are in the sample, 0 to 1
     * @param room how many checkpoints may wait; of more, the latest are dropped
     * @param drill what happens to events on purpose
     * @param keepsParents whether anybody wants to know of publishers' own traces
     */
    public Tracing(double share, int room, Drill drill, boolean keepsParents) {
        this.drill = drill;
        this.keepsParents = keepsParents;
        this.room = room;
        this.shown = new LinkedBlockingQueue<>(1 + room / 2);
        this.originMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        this.originNanos = System.nanoTime();
        this.sampledBelow = threshold(share);
        this.lowestThreshold = sampledBelow;
        this.drainedMicros = originMicros;
    }

    /** One that is not told of publishers' own traces. */
    public Tracing(double share, int room, Drill drill) {
        this(share, room, drill, false);
    }

    /** One that follows nothing. */
    public static Tracing off() {
        return new Tracing(0, 0, Drill.none());
    }

    public Drill drill() {
        return drill;
    }

    /** The node's clock: microseconds since 1970, of which it goes on evenly whatever becomes of the system's. */
    public long nowMicros() {
        return originMicros + (System.nanoTime() - originNanos) / NANOS_PER_MICRO;
    }

    public void sample(double share) {
        synchronized (noted) {
            sampledBelow = threshold(share);
            lowestThreshold = Math.min(lowestThreshold, sampledBelow);
        }
    }

    /** The share of all events that are in the sample. */
    public double share() {
        return (double) sampledBelow / RANKS;
    }

    public boolean isSampled(long trace) {
        return trace != TraceId.NONE && TraceId.rank(trace) < sampledBelow;
    }

    public boolean isSampled(Traceable event) {
        return sampledBelow > 0 && isSampled(event.trace());
    }

    /** Those of them that are; takes no memory where none is. */
    public <T> List<Traceable> sampled(List<T> all, Function<T, Traceable> event) {
        List<Traceable> sampled = List.of();
        for (T each : all) {
            Traceable told = event.apply(each);
            if (isSampled(told)) {
                sampled = sampled.isEmpty() ? new ArrayList<>() : sampled;
                sampled.add(told);
            }
        }
        return sampled;
    }

    /**
     * A publisher's request has brought it.
     *
     * @param parent in the publisher's own trace; asked for if the event is in the sample, and anybody wants to know
     */
    public void accepted(Traceable event, Supplier<Optional<TraceParent>> parent) {
        if (isSampled(event)) {
            note(
                    event,
                    Stage.ACCEPTED,
                    null,
                    false,
                    null,
                    keepsParents ? parent.get().orElse(null) : null);
        }
    }

    /** It has got there. */
    public void reached(Stage stage, Traceable event) {
        if (isSampled(event)) {
            note(event, stage, null, false, null, null);
        }
    }

    /** It has got there, because the node asked for it. */
    public void fetched(Stage stage, Traceable event) {
        if (isSampled(event)) {
            note(event, stage, null, true, null, null);
        }
    }

    /** It goes no further, and that is as it should be. */
    public void ended(Stage stage, Traceable event, Ending ending) {
        if (isSampled(event)) {
            note(event, stage, ending, false, null, null);
        }
    }

    /** The same of something that is known by its trace alone. */
    public void ended(Stage stage, TracedKind kind, long trace, Ending ending) {
        if (isSampled(trace)) {
            add(new Checkpoint(trace, kind, stage, nowMicros(), ending, false, 1, null, null));
        }
    }

    /** The topic's actor has sent it to that frontend. */
    public void sent(Traceable event, String frontend) {
        if (isSampled(event)) {
            note(event, Stage.TOPIC_SENT, null, false, frontend, null);
        }
    }

    /** It was written to the sockets of so many viewers. */
    public void written(Traceable event, int viewers) {
        TracedKind kind = event.tracedKind();
        if (kind != null && isSampled(event)) {
            add(new Checkpoint(event.trace(), kind, Stage.WRITTEN, nowMicros(), null, false, viewers, null, null));
        }
    }

    /**
     * A viewer says that it had it at that time, by the clock of this node. However many viewers do, half of the room is
     * kept for what the node notes itself: without that nothing could be judged.
     *
     * @return whether there was room
     */
    public boolean received(TracedKind kind, long trace, long atMicros) {
        if (isSampled(trace)) {
            if (count.get() >= room / 2) {
                return false;
            }
            add(new Checkpoint(trace, kind, Stage.RECEIVED, atMicros, null, false, 1, null, null));
        }
        return true;
    }

    /**
     * A viewer says that it was shown an event that is followed. This needs no join, and may be known long after the event
     * was judged: some wait for the playhead.
     *
     * @return whether there was room, which is as much as receipts have
     */
    public boolean shown(TracedKind kind, long behindMicros) {
        return shown.offer(new Shown(kind, behindMicros));
    }

    /** Takes what viewers said that they were shown since the last time. */
    public List<Shown> drainShown() {
        List<Shown> drained = new ArrayList<>();
        shown.drainTo(drained);
        return drained;
    }

    /** Takes what was noted since the last time. For one thread. */
    public Drained drain() {
        long through = nowMicros();
        List<Checkpoint> checkpoints = new ArrayList<>();
        Checkpoint next = noted.poll();
        while (next != null) {
            checkpoints.add(next);
            count.decrementAndGet();
            next = noted.poll();
        }
        synchronized (noted) {
            Drained drained = new Drained(
                    drainedMicros, through, dropped.getAndSet(0), lowestThreshold, List.copyOf(checkpoints));
            drainedMicros = through;
            lowestThreshold = sampledBelow;
            return drained;
        }
    }

    private void note(
            Traceable event,
            Stage stage,
            @Nullable Ending ending,
            boolean fetched,
            @Nullable String to,
            @Nullable TraceParent parent) {
        TracedKind kind = event.tracedKind();
        if (kind != null) {
            add(new Checkpoint(event.trace(), kind, stage, nowMicros(), ending, fetched, 1, to, parent));
        }
    }

    private void add(Checkpoint checkpoint) {
        if (count.incrementAndGet() <= room) {
            noted.add(checkpoint);
        } else {
            count.decrementAndGet();
            dropped.incrementAndGet();
        }
    }

    private static long threshold(double share) {
        return (long) (Require.share("the share of the sample", share) * RANKS);
    }
}
