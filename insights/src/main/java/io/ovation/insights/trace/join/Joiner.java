package io.ovation.insights.trace.join;

import io.ovation.common.trace.Checkpoint;
import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.Findings.Intake;
import io.ovation.insights.trace.join.Findings.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins the checkpoints of events of some buckets, of all nodes, as LinkedIn's <a
 * href="https://www.linkedin.com/blog/engineering/messaging-notifications/samza-aeon-latency-insights-for-asynchronous-one-way-flow">Samza
 * Aeon</a> does: measures each step, and judges each event a window after it was first seen. All times are by the clock of
 * the node that joins.
 */
public final class Joiner {

    /** For each event that there is room for. */
    private static final int CHECKPOINTS_OF_EVENT = 10;

    /** How many windows something is kept after its time, so that what comes late is known to. */
    private static final int WINDOWS_KEPT = 3;

    private static final long NANOS_PER_MICRO = 1_000;

    private final long windowMicros;
    private final long judgedAfterMicros;
    private final int mostEvents;
    private final Findings findings;
    private final Coverages coverages;

    /** In the order in which they came, in which they are judged, too. */
    private final Map<Long, TracedEvent> events = new LinkedHashMap<>();

    private final Set<Long> judged = new LinkedHashSet<>();
    private long checkpoints;

    public Joiner(JoinSettings settings, Findings findings) {
        this.windowMicros = settings.window().toNanos() / NANOS_PER_MICRO;
        this.judgedAfterMicros = settings.window().plus(settings.margin()).toNanos() / NANOS_PER_MICRO;
        this.mostEvents = settings.events();
        this.findings = findings;
        this.coverages = new Coverages(WINDOWS_KEPT * judgedAfterMicros);
    }

    /** Of all members of the cluster. */
    public void members(Collection<TracingNode> members, long nowMicros) {
        coverages.members(members, nowMicros);
    }

    public void take(CheckpointBatch batch, long nowMicros) {
        coverages.add(batch, nowMicros);
        findings.came(Intake.TAKEN, batch.checkpoints().size());
        Set<TracedEvent> changed = new LinkedHashSet<>();
        for (Checkpoint checkpoint : batch.checkpoints()) {
            if (judged.contains(checkpoint.trace())) {
                findings.came(Intake.LATE, 1);
                continue;
            }
            TracedEvent event = events.computeIfAbsent(
                    checkpoint.trace(), trace -> new TracedEvent(trace, checkpoint.kind(), nowMicros));
            if (event.add(Sighting.of(checkpoint, batch, nowMicros))) {
                checkpoints++;
                changed.add(event);
            } else {
                findings.came(Intake.REPEATED, 1);
            }
        }
        changed.forEach(event -> event.measure(findings));
        makeRoom();
    }

    /** Judges what is due. To be called often. */
    public List<JudgedEvent> pass(long nowMicros) {
        List<JudgedEvent> due = new ArrayList<>();
        Iterator<TracedEvent> oldest = events.values().iterator();
        while (oldest.hasNext()) {
            TracedEvent event = oldest.next();
            if (event.arrivedMicros() + judgedAfterMicros > nowMicros) {
                return due;
            }
            oldest.remove();
            event.measureRest(findings);
            due.add(new Judgement(event, coverages, windowMicros, findings).run());
            forget(event);
        }
        return due;
    }

    private void makeRoom() {
        Iterator<TracedEvent> oldest = events.values().iterator();
        while (events.size() > mostEvents || checkpoints > (long) mostEvents * CHECKPOINTS_OF_EVENT) {
            TracedEvent event = oldest.next();
            oldest.remove();
            event.measureRest(findings);
            findings.came(Intake.DISPLACED, event.sightings().count());
            findings.ended(event.kind(), Outcome.UNKNOWN);
            forget(event);
        }
    }

    private void forget(TracedEvent event) {
        checkpoints -= event.sightings().count();
        judged.add(event.trace());
        if (judged.size() > WINDOWS_KEPT * mostEvents) {
            Iterator<Long> first = judged.iterator();
            first.next();
            first.remove();
        }
    }
}
