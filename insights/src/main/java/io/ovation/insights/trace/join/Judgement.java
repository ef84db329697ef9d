package io.ovation.insights.trace.join;

import static io.ovation.insights.trace.join.Sightings.at;
import static io.ovation.insights.trace.join.Sightings.in;

import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.Findings.Outcome;
import io.ovation.insights.trace.join.Findings.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges an event, once. A step is expected if the event was seen at the stage before it and did not end there. It is lost
 * if everything is known that might tell of it: all nodes that could have noted it have told what they noted in the whole
 * window. If they have not, or if the event was seen further on, then it is unknown.
 */
final class Judgement {

    private record Place(Stage stage, String dataCentre) {}

    private final TracedEvent event;
    private final Sightings sightings;
    private final Coverages coverages;
    private final Findings findings;
    private final long fromMicros;
    private final long throughMicros;
    private final long lastStartMicros;
    private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    private final Set<Place> unknown = new HashSet<>();
    private final List<JudgedEvent.MissingStep> missing = new ArrayList<>();

    /** @param windowMicros in which everything is to happen; a step that begins in the last half may take longer */
    Judgement(TracedEvent event, Coverages coverages, long windowMicros, Findings findings) {
        this.event = event;
        this.sightings = event.sightings();
        this.coverages = coverages;
        this.findings = findings;
        Sighting earliest = sightings.earliest();
        this.fromMicros = earliest == null ? 0 : earliest.micros() - earliest.errorMicros();
        this.throughMicros = earliest == null ? 0 : earliest.micros() + earliest.errorMicros() + windowMicros;
        this.lastStartMicros = throughMicros - windowMicros / 2;
    }

    JudgedEvent run() {
        sightings.reached(Stage.ACCEPTED).forEach(this::afterAccepted);
        dataCentresOf(Stage.PUBLISHED).forEach(this::afterPublished);
        sightings.reached(Stage.TOPIC_RECEIVED).forEach(this::afterTopicReceived);
        receiversOf(Stage.TOPIC_SENT).forEach(this::afterTopicSent);
        sightings.reached(Stage.FRONTEND_RECEIVED).forEach(this::afterFrontendReceived);
        stagesBefore();
        findings.ended(event.kind(), outcome());
        return new JudgedEvent(event, outcome(), missing);
    }

    private void afterAccepted(Sighting accepted) {
        TracingNode node = accepted.node();
        if (isEnded(node, Stage.ACCEPTED, Stage.ACCEPTED)) {
            return;
        }
        Sighting before = accepted;
        if (event.kind() != TracedKind.TYPING) {
            stepAt(node, Stage.COMMITTED, accepted);
            before = sightings.first(Stage.COMMITTED, at(node));
        }
        if (before != null && !isEnded(node, Stage.COMMITTED, Stage.COMMITTED)) {
            stepAt(node, Stage.PUBLISHED, before);
        }
    }

    private void afterPublished(String dataCentre) {
        Sighting published = sightings.first(
                Stage.PUBLISHED,
                in(dataCentre).and(sighting -> !isEnded(sighting.node(), Stage.PUBLISHED, Stage.PUBLISHED)));
        if (published != null) {
            boolean made = sightings.isSeen(Stage.TOPIC_RECEIVED, in(dataCentre))
                    || sightings.isEnded(Stage.TOPIC_SENT, in(dataCentre));
            step(
                    new Place(Stage.TOPIC_RECEIVED, dataCentre),
                    null,
                    published,
                    made,
                    () -> !sightings.isReachedAfter(Stage.TOPIC_RECEIVED, dataCentre)
                            && coverages.hasOfDispatchers(dataCentre, event.trace(), fromMicros, throughMicros));
        }
    }

    private void afterTopicReceived(Sighting received) {
        if (!isEnded(received.node(), Stage.TOPIC_RECEIVED, Stage.TOPIC_RECEIVED)) {
            stepAt(received.node(), Stage.TOPIC_SENT, received);
        }
    }

    private void afterTopicSent(String frontend) {
        Sighting sent = Objects.requireNonNull(sightings.first(
                Stage.TOPIC_SENT, to -> frontend.equals(to.checkpoint().to())));
        boolean made = sightings.isSeen(Stage.FRONTEND_RECEIVED, at(frontend))
                || sightings.isSeen(Stage.WRITTEN, at(frontend))
                || sightings.isReached(Stage.RECEIVED, at(frontend));
        step(
                new Place(Stage.FRONTEND_RECEIVED, sent.node().dataCentre()),
                frontend,
                sent,
                made,
                () -> coverages.hasOf(frontend, event.trace(), fromMicros, throughMicros));
    }

    private void afterFrontendReceived(Sighting received) {
        TracingNode node = received.node();
        if (!isEnded(node, Stage.FRONTEND_RECEIVED, Stage.FRONTEND_RECEIVED)) {
            step(
                    new Place(Stage.WRITTEN, node.dataCentre()),
                    node.address(),
                    received,
                    sightings.isSeen(Stage.WRITTEN, at(node)),
                    () -> !sightings.isReached(Stage.RECEIVED, at(node)) && isKnown(node));
        }
    }

    /** A step that is to be made where the one before was made. If it got lost there and was fetched, that is a hole. */
    private void stepAt(TracingNode node, Stage stage, Sighting before) {
        if (!sightings.isSeen(stage, at(node)) && sightings.isFetchedAfter(stage, node.dataCentre())) {
            return;
        }
        step(
                new Place(stage, node.dataCentre()),
                node.address(),
                before,
                sightings.isSeen(stage, at(node)),
                () -> !sightings.isReachedAfter(stage, node.dataCentre()) && isKnown(node));
    }

    /** @param known whether it would be known if the step had been made */
    private void step(Place place, @Nullable String node, Sighting before, boolean made, BooleanSupplier known) {
        if (made) {
            judge(place, node, Verdict.MADE);
        } else if (before.micros() <= lastStartMicros && known.getAsBoolean()) {
            judge(place, node, Verdict.LOST);
        } else {
            judge(place, node, Verdict.UNKNOWN);
        }
    }

    /** Without these the event could not have got where it was seen. */
    private void stagesBefore() {
        String from = event.from();
        if (sightings.reached(Stage.ACCEPTED).isEmpty() || (sightings.origin() == null && isReachedFurther())) {
            judge(new Place(Stage.ACCEPTED, from), null, Verdict.UNKNOWN);
        }
        for (String dataCentre : sightings.dataCentres()) {
            Stage first = dataCentre.equals(from) ? Stage.COMMITTED : Stage.TOPIC_RECEIVED;
            EnumSet.range(first, Stage.WRITTEN).stream()
                    .filter(stage -> stage != Stage.COMMITTED || event.kind() != TracedKind.TYPING)
                    .filter(stage -> !sightings.isSeen(stage, in(dataCentre)))
                    .filter(stage ->
                            sightings.isReachedAfter(stage, dataCentre) && !sightings.isFetchedAfter(stage, dataCentre))
                    .map(stage -> new Place(stage, dataCentre))
                    .filter(place -> !unknown.contains(place))
                    .forEach(place -> judge(place, null, Verdict.UNKNOWN));
        }
    }

    private void judge(Place place, @Nullable String node, Verdict verdict) {
        verdicts.add(verdict);
        if (verdict == Verdict.UNKNOWN) {
            unknown.add(place);
        }
        if (verdict != Verdict.MADE) {
            missing.add(new JudgedEvent.MissingStep(place.stage(), place.dataCentre(), node, verdict));
        }
        findings.judged(new Slice(event.kind(), place.stage(), event.from(), place.dataCentre()), node, verdict);
    }

    private Outcome outcome() {
        if (verdicts.contains(Verdict.LOST)) {
            return Outcome.LOST;
        }
        if (verdicts.contains(Verdict.UNKNOWN)) {
            return Outcome.UNKNOWN;
        }
        return sightings.reached(Stage.WRITTEN).isEmpty() ? Outcome.ENDED : Outcome.COMPLETE;
    }

    private boolean isReachedFurther() {
        return sightings.dataCentres().stream()
                .anyMatch(dataCentre -> sightings.isReachedAfter(Stage.ACCEPTED, dataCentre));
    }

    private boolean isKnown(TracingNode node) {
        return coverages.hasOf(node.address(), event.trace(), fromMicros, throughMicros);
    }

    private boolean isEnded(TracingNode node, Stage first, Stage last) {
        return EnumSet.range(first, last).stream().anyMatch(stage -> sightings.isEnded(stage, at(node)));
    }

    private Set<String> dataCentresOf(Stage stage) {
        return sightings.reached(stage).stream()
                .map(sighting -> sighting.node().dataCentre())
                .collect(Collectors.toSet());
    }

    private Set<String> receiversOf(Stage stage) {
        return sightings.reached(stage).stream()
                .map(sighting -> sighting.checkpoint().to())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
