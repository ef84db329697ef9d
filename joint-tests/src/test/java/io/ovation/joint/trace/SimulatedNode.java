package io.ovation.joint.trace;

import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceId;
import io.ovation.common.trace.TracedKind;
import io.ovation.common.trace.Tracing.Drained;
import io.ovation.insights.trace.batch.BatchMaker;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.Joiner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One process: it notes checkpoints by its own clock, until it dies. */
final class SimulatedNode {

    static final long EVERYTHING = 1L << 32;

    final TracingNode self;
    final BatchMaker batches;
    final Set<String> joiners = new HashSet<>();
    final Joiner joiner;

    private final Clockwork clockwork;
    private final long skewMicros;
    private final List<Checkpoint> noted = new ArrayList<>();
    private boolean alive = true;
    private int ticks;
    private int dropped;
    private long drainedMicros;
    private long sampledBelow;
    private long lowest;

    SimulatedNode(TracingNode self, Clockwork clockwork, Joiner joiner, long skewMicros, long sampledBelow) {
        this.self = self;
        this.clockwork = clockwork;
        this.joiner = joiner;
        this.skewMicros = skewMicros;
        this.batches = new BatchMaker(self);
        this.drainedMicros = nowMicros();
        this.sampledBelow = sampledBelow;
        this.lowest = sampledBelow;
    }

    /** By its own clock. */
    long nowMicros() {
        return clockwork.nowMicros() + skewMicros;
    }

    /** What has to be added to its clock to have the other's. */
    long offsetOf(SimulatedNode other) {
        return other.skewMicros - skewMicros;
    }

    boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    void sample(long below) {
        sampledBelow = below;
        lowest = Math.min(lowest, below);
    }

    /** The first answers of joiners come later. */
    boolean knowsClocks() {
        return ticks > 2;
    }

    void note(long trace, TracedKind kind, Stage stage) {
        note(trace, kind, stage, null, false, 1, null);
    }

    void note(
            long trace,
            TracedKind kind,
            Stage stage,
            @Nullable Ending ending,
            boolean fetched,
            int count,
            @Nullable String to) {
        if (TraceId.rank(trace) < sampledBelow) {
            noted.add(new Checkpoint(trace, kind, stage, nowMicros(), ending, fetched, count, to, null));
        }
    }

    /** There is no room for what it has noted. */
    void dropAll() {
        dropped += noted.size();
        noted.clear();
    }

    Drained drain() {
        ticks++;
        Drained drained = new Drained(drainedMicros, nowMicros(), dropped, lowest, List.copyOf(noted));
        noted.clear();
        dropped = 0;
        drainedMicros = nowMicros();
        lowest = sampledBelow;
        return drained;
    }
}
