package io.ovation.insights.trace.join;

import io.ovation.common.insight.TraceFigures;
import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What was found in the last minute, in slots of ten seconds of which the oldest is forgotten as a whole. */
public final class LastMinute implements Findings {

    private static final long SLOT_MICROS = 10_000_000;
    private static final int SLOTS = 6;

    private record Slot(long number, TraceFigures figures) {}

    private final Deque<Slot> past = new ArrayDeque<>();
    private Tally current = new Tally();
    private long number;

    /** To be called before what is found at that time is told. */
    public void advance(long nowMicros) {
        long now = nowMicros / SLOT_MICROS;
        if (now != number) {
            past.addLast(new Slot(number, current.figures()));
            current = new Tally();
            number = now;
        }
        past.removeIf(slot -> slot.number() <= now - SLOTS);
    }

    public TraceFigures figures() {
        return past.stream().map(Slot::figures).reduce(current.figures(), TraceFigures::merge);
    }

    @Override
    public void took(Slice slice, String node, long micros, int weight) {
        current.step(slice).latencies.add(micros, weight);
        if (!isWayBetweenDataCentres(slice)) {
            current.node(slice.stage(), node).latencies.add(micros, weight);
        }
    }

    /** Which is long for other reasons than the node at its end. */
    private static boolean isWayBetweenDataCentres(Slice slice) {
        Stage first = slice.kind().isLogged() ? Stage.COMMITTED : Stage.TOPIC_RECEIVED;
        return slice.stage() == first && !slice.from().equals(slice.to());
    }

    @Override
    public void delivered(Slice slice, long micros, int weight) {
        current.delivery(slice).add(micros, weight);
    }

    @Override
    public void filled(Slice slice, OptionalLong micros) {
        current.step(slice).holes++;
    }

    @Override
    public void doubted(Doubt doubt) {}

    @Override
    public void judged(Slice slice, @Nullable String node, Verdict verdict) {
        current.step(slice).judged(verdict);
        if (node != null && verdict == Verdict.LOST) {
            current.node(slice.stage(), node).lost++;
        }
    }

    @Override
    public void ended(TracedKind kind, Outcome outcome) {
        current.ended(kind, outcome);
    }

    @Override
    public void shown(TracedKind kind, long behindMicros) {
        current.behindVideo(kind).add(behindMicros, 1);
    }

    @Override
    public void came(Intake intake, int checkpoints) {}
}
