package io.ovation.insights.trace.join;

import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.join.Findings.Outcome;
import io.ovation.insights.trace.join.Findings.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event that nothing more is expected of: where it was, and where it should have been. */
public final class JudgedEvent {

    /**
     * A step that was expected, and is lost or unknown.
     *
     * @param node that would have made it; null if any of several
     */
    public record MissingStep(
            Stage stage, String dataCentre, @Nullable String node, Verdict verdict) {}

    private final TracedEvent event;
    private final Outcome outcome;
    private final List<MissingStep> missing;

    JudgedEvent(TracedEvent event, Outcome outcome, List<MissingStep> missing) {
        this.event = event;
        this.outcome = outcome;
        this.missing = missing;
    }

    public long trace() {
        return event.trace();
    }

    public TracedKind kind() {
        return event.kind();
    }

    public Outcome outcome() {
        return outcome;
    }

    public List<MissingStep> missing() {
        return missing;
    }

    /** Where it was accepted; null if that is not known. */
    public @Nullable Sighting accepted() {
        return event.accepted();
    }

    public Stream<Sighting> sightings() {
        return event.sightings().all();
    }

    /** Where it was before that; null if that is not known. */
    public @Nullable Sighting before(Sighting sighting) {
        return event.before(sighting);
    }
}
