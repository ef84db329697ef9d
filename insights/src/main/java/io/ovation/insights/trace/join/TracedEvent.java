package io.ovation.insights.trace.join;

import static io.ovation.insights.trace.join.Sightings.at;
import static io.ovation.insights.trace.join.Sightings.in;

import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.join.Findings.Doubt;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An event that is followed. Each step is measured once, as soon as both its ends are there and it is known where the
 * event was accepted: checkpoints come in any order.
 */
final class TracedEvent {

    private final long trace;
    private final TracedKind kind;
    private final long arrivedMicros;
    private final Sightings sightings = new Sightings();
    private final List<Sighting> unmeasured = new ArrayList<>();
    private final List<Sighting> undelivered = new ArrayList<>();

    /** @param arrivedMicros when its first checkpoint came, by the clock of the joiner */
    TracedEvent(long trace, TracedKind kind, long arrivedMicros) {
        this.trace = trace;
        this.kind = kind;
        this.arrivedMicros = arrivedMicros;
    }

    long trace() {
        return trace;
    }

    TracedKind kind() {
        return kind;
    }

    long arrivedMicros() {
        return arrivedMicros;
    }

    Sightings sightings() {
        return sightings;
    }

    /** @return whether it is new */
    boolean add(Sighting sighting) {
        if (!sightings.add(sighting)) {
            return false;
        }
        if (!sighting.isEnding() && sighting.stage() != Stage.ACCEPTED) {
            unmeasured.add(sighting);
            if (sighting.stage().compareTo(Stage.WRITTEN) >= 0) {
                undelivered.add(sighting);
            }
        }
        return true;
    }

    /** What can be measured by now. */
    void measure(Findings findings) {
        Sighting origin = sightings.origin();
        if (origin != null) {
            undelivered.forEach(delivered -> measureDelivery(origin, delivered, findings));
            undelivered.clear();
            unmeasured.removeIf(sighting -> measureStep(sighting, findings));
        }
    }

    /** What is left, at the end: if nobody knows where the event was accepted, then without. */
    void measureRest(Findings findings) {
        unmeasured.removeIf(sighting -> measureStep(sighting, findings));
        unmeasured.stream()
                .filter(sighting -> sighting.checkpoint().fetched())
                .forEach(hole -> findings.filled(slice(hole), OptionalLong.empty()));
    }

    /** Where it was accepted, if it can be where it went on; null if that is not known. */
    @Nullable
    Sighting accepted() {
        Sighting origin = sightings.origin();
        return origin == null ? sightings.first(Stage.ACCEPTED, any -> true) : origin;
    }

    /** The data centre where it was accepted, if that is known. */
    String from() {
        Sighting accepted = accepted();
        return accepted == null ? Slice.UNKNOWN : accepted.node().dataCentre();
    }

    private boolean measureStep(Sighting sighting, Findings findings) {
        Sighting before = before(sighting);
        if (before == null) {
            return false;
        }
        Slice slice = slice(sighting);
        OptionalLong micros = sighting.microsSince(before);
        micros.ifPresent(took -> findings.took(
                slice, sighting.node().address(), took, sighting.checkpoint().count()));
        if (sighting.checkpoint().fetched()) {
            findings.filled(slice, micros);
        }
        doubt(sighting, before, findings);
        return true;
    }

    private void measureDelivery(Sighting origin, Sighting delivered, Findings findings) {
        delivered
                .microsSince(origin)
                .ifPresent(took -> findings.delivered(
                        slice(delivered), took, delivered.checkpoint().count()));
        doubt(delivered, origin, findings);
    }

    private static void doubt(Sighting sighting, Sighting before, Findings findings) {
        Doubt doubt = sighting.doubt(before);
        if (doubt != null) {
            findings.doubted(doubt);
        }
    }

    /** Where it was before; null if that is not known. */
    @Nullable
    Sighting before(Sighting sighting) {
        String dataCentre = sighting.node().dataCentre();
        boolean home = dataCentre.equals(from());
        return switch (sighting.stage()) {
            case ACCEPTED -> null;
            case COMMITTED -> home ? sightings.first(Stage.ACCEPTED, at(sighting.node())) : sightings.origin();
            case PUBLISHED ->
                sightings.first(kind == TracedKind.TYPING ? Stage.ACCEPTED : Stage.COMMITTED, at(sighting.node()));
            case TOPIC_RECEIVED ->
                home || kind.isLogged()
                        ? sightings.first(Stage.PUBLISHED, in(dataCentre))
                        : sightings.first(Stage.TOPIC_RECEIVED, in(from()));
            case TOPIC_SENT -> topicReceived(sighting);
            case FRONTEND_RECEIVED ->
                sightings.first(
                        Stage.TOPIC_SENT,
                        sent -> sighting.node()
                                .address()
                                .equals(sent.checkpoint().to()));
            case WRITTEN -> sightings.first(Stage.FRONTEND_RECEIVED, at(sighting.node()));
            case RECEIVED -> sightings.first(Stage.WRITTEN, at(sighting.node()));
        };
    }

    /** By the node that sent it; topics move, so else by any of the data centre. */
    private @Nullable Sighting topicReceived(Sighting sent) {
        Sighting here = sightings.first(Stage.TOPIC_RECEIVED, at(sent.node()));
        return here == null
                ? sightings.first(Stage.TOPIC_RECEIVED, in(sent.node().dataCentre()))
                : here;
    }

    private Slice slice(Sighting sighting) {
        return new Slice(kind, sighting.stage(), from(), sighting.node().dataCentre());
    }
}
