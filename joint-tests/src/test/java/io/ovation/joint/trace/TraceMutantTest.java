package io.ovation.joint.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.joint.mutant.Mutant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation notices when a rule of joining is not followed. */
class TraceMutantTest {

    private static final long MOST_SEEDS = Long.getLong("ovation.simulation.mutant-seeds", 200);
    private static final long SEEDS_WITHOUT_A_CHANGE = 20;
    private static final String SIMULATION = "io.ovation.joint.trace.TraceSimulation";
    private static final String MODULE = "insights";
    private static final String JOIN = "io.ovation.insights.trace.join.";
    private static final String BATCH = "io.ovation.insights.trace.batch.";

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "a break in what a node tells begins anew",
                        MODULE,
                        JOIN + "Coverage",
                        "return next.through > through ? next : this;",
                        "return new Interval(from, Math.max(through, next.through), sampledBelow);",
                        1),
                new Mutant(
                        "what a node did not follow is unknown",
                        MODULE,
                        JOIN + "Coverage",
                        "&& TraceId.rank(trace) < interval.sampledBelow()",
                        "&& TraceId.rank(trace) < Long.MAX_VALUE",
                        1),
                new Mutant(
                        "a change of the sample begins anew",
                        MODULE,
                        JOIN + "Coverage",
                        "if (next.sampledBelow == sampledBelow && next.from == through) {",
                        "if (next.from == through) {",
                        1),
                new Mutant(
                        "what a node noted before it was known is unknown",
                        MODULE,
                        JOIN + "Coverage",
                        "interval.from() + clock.micros() + clock.errorMicros() <= fromMicros",
                        "interval.from() <= Long.MAX_VALUE",
                        1),
                new Mutant(
                        "what a node noted after it was last heard of is unknown",
                        MODULE,
                        JOIN + "Coverage",
                        "interval.through() + clock.micros() - clock.errorMicros() >= throughMicros",
                        "interval.through() <= Long.MAX_VALUE",
                        1),
                new Mutant(
                        "what is covered is converted to the joiner's clock",
                        MODULE,
                        JOIN + "Coverage",
                        "interval.through() + clock.micros() - clock.errorMicros() >= throughMicros",
                        "interval.through() >= throughMicros",
                        1),
                new Mutant(
                        "all dispatchers must have been heard of",
                        MODULE,
                        JOIN + "Coverages",
                        "return !dispatchers.isEmpty()\n                && dispatchers.stream().allMatch(",
                        "return !dispatchers.isEmpty()\n                && dispatchers.stream().anyMatch(",
                        1),
                new Mutant(
                        "a dispatcher that is gone is not forgotten at once",
                        MODULE,
                        JOIN + "Coverages",
                        "nowMicros - keptMicros",
                        "nowMicros",
                        1),
                new Mutant(
                        "times are converted to the joiner's clock",
                        MODULE,
                        JOIN + "Sighting",
                        "checkpoint.atMicros() + batch.offset().micros(),",
                        "checkpoint.atMicros(),",
                        1),
                new Mutant(
                        "a latency below zero is not told",
                        MODULE,
                        JOIN + "Sighting",
                        "if (difference(other) >= 0 && error < NO_CLOCK) {",
                        "if (error < NO_CLOCK) {",
                        1),
                new Mutant(
                        "without a clock there is no latency to another node",
                        MODULE,
                        JOIN + "Sighting",
                        "if (difference(other) >= 0 && error < NO_CLOCK) {",
                        "if (difference(other) >= 0) {",
                        1),
                new Mutant(
                        "a checkpoint counts once",
                        MODULE,
                        JOIN + "Sightings",
                        "        if (!known.add(sighting.identity())) {\n            return false;\n        }",
                        "        known.add(sighting.identity());",
                        1),
                new Mutant(
                        "an event begins where it went on",
                        MODULE,
                        JOIN + "Sightings",
                        "accepted -> isReached(Stage.COMMITTED, at(accepted.node()))\n                        || isReached(Stage.PUBLISHED, at(accepted.node()))",
                        "accepted -> true",
                        1),
                new Mutant(
                        "nothing is measured until it is known where the event began",
                        MODULE,
                        JOIN + "TracedEvent",
                        "        if (origin != null) {\n            undelivered.forEach(delivered -> measureDelivery(origin, delivered, findings));",
                        "        if (origin != null || !unmeasured.isEmpty()) {\n            undelivered.forEach(delivered -> measureDelivery(delivered, delivered, findings));",
                        1),
                new Mutant(
                        "a hole is counted",
                        MODULE,
                        JOIN + "TracedEvent",
                        "        if (sighting.checkpoint().fetched()) {\n            findings.filled(slice, micros);",
                        "        if (sighting.checkpoint().fetched() && micros.isEmpty()) {\n            findings.filled(slice, micros);",
                        1),
                new Mutant(
                        "a write is as many as its viewers",
                        MODULE,
                        JOIN + "TracedEvent",
                        "slice, sighting.node().address(), took, sighting.checkpoint().count()));",
                        "slice, sighting.node().address(), took, 1));",
                        1),
                new Mutant(
                        "a frontend's stage follows what was sent to it",
                        MODULE,
                        JOIN + "TracedEvent",
                        ".equals(sent.checkpoint().to()));",
                        ".isEmpty());",
                        1),
                new Mutant(
                        "nothing is expected after a refusal",
                        MODULE,
                        JOIN + "Judgement",
                        "if (before != null && !isEnded(node, Stage.COMMITTED, Stage.COMMITTED)) {",
                        "if (before == null || !isEnded(node, Stage.COMMITTED, Stage.COMMITTED)) {\n            before = accepted;",
                        1),
                new Mutant(
                        "an ending is not a loss",
                        MODULE,
                        JOIN + "Judgement",
                        "sightings.isSeen(stage, at(node)),",
                        "sightings.isReached(stage, at(node)),",
                        1),
                new Mutant(
                        "a topic that nobody watches sends nothing",
                        MODULE,
                        JOIN + "Judgement",
                        "if (!isEnded(received.node(), Stage.TOPIC_RECEIVED, Stage.TOPIC_RECEIVED)) {",
                        "if (received.stage() == Stage.TOPIC_RECEIVED) {",
                        1),
                new Mutant(
                        "a frontend that ends it writes nothing",
                        MODULE,
                        JOIN + "Judgement",
                        "if (!isEnded(node, Stage.FRONTEND_RECEIVED, Stage.FRONTEND_RECEIVED)) {",
                        "if (received.stage() == Stage.FRONTEND_RECEIVED) {",
                        1),
                new Mutant(
                        "a stage that must have been is not lost",
                        MODULE,
                        JOIN + "Judgement",
                        "() -> !sightings.isReachedAfter(Stage.TOPIC_RECEIVED, dataCentre)\n                            && coverages",
                        "() -> coverages",
                        1),
                new Mutant(
                        "a frontend is judged by what it told",
                        MODULE,
                        JOIN + "Judgement",
                        "() -> coverages.hasOf(frontend, event.trace(), fromMicros, throughMicros));",
                        "() -> true);",
                        1),
                new Mutant(
                        "each frontend is judged",
                        MODULE,
                        JOIN + "Judgement",
                        "receiversOf(Stage.TOPIC_SENT).forEach(this::afterTopicSent);",
                        "receiversOf(Stage.TOPIC_SENT).stream().limit(1).forEach(this::afterTopicSent);",
                        1),
                new Mutant(
                        "an event of which a stage was not noted is unknown",
                        MODULE,
                        JOIN + "Judgement",
                        "        stagesBefore();\n        findings",
                        "        findings",
                        1),
                new Mutant(
                        "an event that was judged is not begun again",
                        MODULE,
                        JOIN + "Joiner",
                        "if (judged.contains(checkpoint.trace())) {",
                        "if (checkpoint.trace() == 0) {",
                        1),
                new Mutant(
                        "what is dropped breaks what is covered",
                        MODULE,
                        BATCH + "BatchMaker",
                        "drained.dropped() > 0 ? through : drained.fromMicros()",
                        "drained.fromMicros()",
                        1));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void simulation_fails(Mutant mutant) throws ReflectiveOperationException {
        assertThat(mutant.firstFailure(SIMULATION, MOST_SEEDS))
                .as("the seed at which it shows")
                .isPresent();
    }

    @Test
    void simulation_ofClassesThatAreCompiledAnewAsTheyAre_holds() throws ReflectiveOperationException {
        String kept = "if (judged.contains(checkpoint.trace())) {";

        assertThat(new Mutant("none", MODULE, JOIN + "Joiner", kept, kept, 1)
                        .firstFailure(SIMULATION, SEEDS_WITHOUT_A_CHANGE))
                .isEmpty();
    }
}
