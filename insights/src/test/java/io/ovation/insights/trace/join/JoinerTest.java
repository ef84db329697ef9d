package io.ovation.insights.trace.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.ClockOffset;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.Findings.Doubt;
import io.ovation.insights.trace.join.Findings.Intake;
import io.ovation.insights.trace.join.Findings.Outcome;
import io.ovation.insights.trace.join.Findings.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JoinerTest {

    private static final TracingNode BACKEND = new TracingNode("backend:1", 1, "east", false);
    private static final TracingNode DISPATCHER = new TracingNode("dispatcher:1", 1, "east", true);
    private static final TracingNode FRONTEND = new TracingNode("frontend:1", 1, "east", false);
    private static final List<TracingNode> NODES = List.of(BACKEND, DISPATCHER, FRONTEND);
    private static final int ALL = 0xffff;
    private static final long EVERYTHING = 1L << 32;
    private static final long SECOND = 1_000_000;
    private static final long START = 100 * SECOND;
    private static final long JUDGED = START + 13 * SECOND;
    private static final long TRACE = 5;

    private final RecordedFindings findings = new RecordedFindings();
    private final Joiner joiner = joiner(100);
    private final Map<TracingNode, Long> through = new HashMap<>();
    private final Map<TracingNode, ClockOffset> clocks = new HashMap<>();

    private Joiner joiner(int events) {
        return new Joiner(
                new JoinSettings(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(2), events),
                findings);
    }

    @Test
    void comment_thatIsWritten_isMeasuredAtOnce() {
        hear();

        whole();

        assertThat(findings.took)
                .extracting(RecordedFindings.Took::slice)
                .extracting(Slice::stage)
                .containsExactly(
                        Stage.COMMITTED,
                        Stage.PUBLISHED,
                        Stage.TOPIC_RECEIVED,
                        Stage.TOPIC_SENT,
                        Stage.FRONTEND_RECEIVED,
                        Stage.WRITTEN);
        assertThat(findings.took).extracting(RecordedFindings.Took::micros).containsOnly(1_000L);
        assertThat(findings.delivered)
                .containsExactly(new RecordedFindings.Delivered(
                        new Slice(TracedKind.COMMENT, Stage.WRITTEN, "east", "east"), 6_000, 7));
    }

    @Test
    void comment_thatIsWritten_isComplete() {
        hear();
        whole();

        judge();

        assertThat(findings.outcomes).containsExactly(Outcome.COMPLETE);
        assertThat(findings.judged).hasSize(6).allMatch(judged -> judged.verdict() == Verdict.MADE);
    }

    @Test
    void checkpointsInAnyOrder_areMeasuredOnceItIsKnownWhereTheEventWasAccepted() {
        hear();
        send(FRONTEND, at(Stage.WRITTEN, 6), at(Stage.FRONTEND_RECEIVED, 5));
        send(DISPATCHER, sent(4), at(Stage.TOPIC_RECEIVED, 3));
        assertThat(findings.took).isEmpty();

        send(BACKEND, at(Stage.PUBLISHED, 2), at(Stage.COMMITTED, 1), at(Stage.ACCEPTED, 0));

        assertThat(findings.took)
                .hasSize(6)
                .extracting(RecordedFindings.Took::micros)
                .containsOnly(1_000L);
    }

    @Test
    void eventThatNobodyReceived_isLostThere() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(DISPATCHER, at(Stage.TOPIC_RECEIVED, 3), sent(4));

        judge();

        assertThat(findings.outcomes).containsExactly(Outcome.LOST);
        assertThat(findings.judged(Verdict.LOST))
                .containsExactly(new RecordedFindings.Judged(
                        new Slice(TracedKind.COMMENT, Stage.FRONTEND_RECEIVED, "east", "east"),
                        "frontend:1",
                        Verdict.LOST));
    }

    @Test
    void eventWhoseReceiverHasDied_isUnknown() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(DISPATCHER, at(Stage.TOPIC_RECEIVED, 3), sent(4));

        hear(BACKEND, JUDGED);
        hear(DISPATCHER, JUDGED);
        joiner.pass(JUDGED);

        assertThat(findings.outcomes).containsExactly(Outcome.UNKNOWN);
        assertThat(findings.judged(Verdict.LOST)).isEmpty();
    }

    @Test
    void breakInWhatANodeHasNoted_makesUnknown() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));

        through.merge(DISPATCHER, 1L, Long::sum);
        judge();

        assertThat(findings.judged(Verdict.UNKNOWN))
                .extracting(RecordedFindings.Judged::stage)
                .containsExactly(Stage.TOPIC_RECEIVED);
    }

    @Test
    void memberThatIsADispatcher_ofWhichNothingWasHeard_makesUnknown() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        joiner.members(List.of(new TracingNode("dispatcher:2", 1, "east", true)), START);

        judge();

        assertThat(findings.outcomes).containsExactly(Outcome.UNKNOWN);
    }

    @Test
    void ending_meansThatNothingIsExpected() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(DISPATCHER, at(Stage.TOPIC_RECEIVED, 3), ending(Stage.TOPIC_RECEIVED, 3, Ending.UNWATCHED));

        judge();

        assertThat(findings.outcomes).containsExactly(Outcome.ENDED);
        assertThat(findings.judged).hasSize(3).allMatch(judged -> judged.verdict() == Verdict.MADE);
    }

    @Test
    void stageThatIsMissing_thoughTheEventWasSeenFurtherOn_isUnknown() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(FRONTEND, at(Stage.FRONTEND_RECEIVED, 5), at(Stage.WRITTEN, 6));

        judge();

        assertThat(findings.judged(Verdict.UNKNOWN))
                .extracting(RecordedFindings.Judged::stage)
                .containsExactlyInAnyOrder(Stage.TOPIC_RECEIVED, Stage.TOPIC_SENT);
        assertThat(findings.judged(Verdict.LOST)).isEmpty();
    }

    @Test
    void eventThatNotAllFollow_isUnknown() {
        long unlikely = -1L << 32;
        send(DISPATCHER, START - SECOND, 1L << 31, List.of());
        send(BACKEND, START, EVERYTHING, List.of(checkpoint(unlikely, Stage.ACCEPTED, 0, null, null, false, 1)));
        send(
                BACKEND,
                START + 10_000,
                EVERYTHING,
                List.of(
                        checkpoint(unlikely, Stage.COMMITTED, 1, null, null, false, 1),
                        checkpoint(unlikely, Stage.PUBLISHED, 2, null, null, false, 1)));

        send(DISPATCHER, JUDGED, 1L << 31, List.of());
        hear(BACKEND, JUDGED);
        joiner.pass(JUDGED);

        assertThat(findings.outcomes).containsExactly(Outcome.UNKNOWN);
    }

    @Test
    void hole_isFilled_andCostsTheTimeSinceTheStageBefore() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(DISPATCHER, checkpoint(TRACE, Stage.TOPIC_RECEIVED, 900, null, null, true, 1));

        assertThat(findings.filled)
                .containsExactly(new RecordedFindings.Filled(
                        new Slice(TracedKind.COMMENT, Stage.TOPIC_RECEIVED, "east", "east"), OptionalLong.of(898_000)));
    }

    @Test
    void repeatedCheckpoint_countsOnce() {
        hear();
        whole();
        send(DISPATCHER, at(Stage.TOPIC_RECEIVED, 3));
        send(FRONTEND, checkpoint(TRACE, Stage.WRITTEN, 6, null, null, false, 7));

        assertThat(findings.took).hasSize(6);
        assertThat(findings.intakes).filteredOn(Intake.REPEATED::equals).hasSize(2);
    }

    @Test
    void writesOfTwoLoops_countTwice() {
        hear();
        whole();
        send(FRONTEND, checkpoint(TRACE, Stage.WRITTEN, 8, null, null, false, 3));

        assertThat(findings.delivered)
                .extracting(RecordedFindings.Delivered::weight)
                .containsExactly(7, 3);
    }

    @Test
    void checkpointOfAJudgedEvent_isLate() {
        hear();
        whole();
        judge();

        send(FRONTEND, at(Stage.RECEIVED, 20));

        assertThat(findings.intakes).filteredOn(Intake.LATE::equals).hasSize(1);
        joiner.pass(JUDGED * 2);
        assertThat(findings.outcomes).hasSize(1);
    }

    @Test
    void latencyBelowZero_withinWhatClocksAreWrong_isUncertain() {
        clocks.put(DISPATCHER, new ClockOffset(-1_500, 400));
        clocks.put(BACKEND, new ClockOffset(0, 100));
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(DISPATCHER, at(Stage.TOPIC_RECEIVED, 3));

        assertThat(findings.doubts).containsExactly(Doubt.UNCERTAIN);
        assertThat(findings.took).hasSize(2);
    }

    @Test
    void latencyBelowZero_beyondWhatClocksAreWrong_isSkewed() {
        clocks.put(DISPATCHER, new ClockOffset(-1_501, 400));
        clocks.put(BACKEND, new ClockOffset(0, 100));
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(DISPATCHER, at(Stage.TOPIC_RECEIVED, 3));

        assertThat(findings.doubts).containsExactly(Doubt.SKEWED);
    }

    @Test
    void clockThatIsNotKnown_tellsNoLatencyToOtherNodes() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        clocks.put(DISPATCHER, null);
        send(DISPATCHER, at(Stage.TOPIC_RECEIVED, 3), sent(4));

        assertThat(findings.doubts).containsExactly(Doubt.UNCERTAIN);
        assertThat(findings.took)
                .extracting(took -> took.slice().stage())
                .containsExactly(Stage.COMMITTED, Stage.PUBLISHED, Stage.TOPIC_SENT);
    }

    @Test
    void oldestOfTooManyEvents_isUnknown() {
        Joiner small = joiner(1);
        for (long trace = 1; trace <= 2; trace++) {
            small.take(
                    batch(
                            BACKEND,
                            START,
                            START,
                            EVERYTHING,
                            List.of(checkpoint(trace, Stage.ACCEPTED, 0, null, null, false, 1))),
                    START);
        }

        assertThat(findings.outcomes).containsExactly(Outcome.UNKNOWN);
        assertThat(findings.intakes).contains(Intake.DISPLACED);
    }

    @Test
    void stepThatBeganLateInTheWindow_mayTakeLonger() {
        hear();
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(DISPATCHER, START + 6 * SECOND, EVERYTHING, List.of(at(Stage.TOPIC_RECEIVED, 5_001)));

        judge();

        assertThat(findings.judged(Verdict.UNKNOWN))
                .extracting(RecordedFindings.Judged::stage)
                .containsExactly(Stage.TOPIC_SENT);
    }

    @Test
    void commentInAnotherDataCentre_isMeasuredSinceItWasAccepted() {
        TracingNode west = new TracingNode("west:1", 1, "west", true);
        hear();
        whole();
        send(west, START, EVERYTHING, List.of());
        send(west, at(Stage.COMMITTED, 90), at(Stage.PUBLISHED, 91), at(Stage.TOPIC_RECEIVED, 92));

        assertThat(findings.took)
                .filteredOn(took -> took.slice().to().equals("west"))
                .extracting(took -> took.slice().stage(), RecordedFindings.Took::micros)
                .containsExactly(
                        tuple(Stage.COMMITTED, 90_000L),
                        tuple(Stage.PUBLISHED, 1_000L),
                        tuple(Stage.TOPIC_RECEIVED, 1_000L));
    }

    private void hear() {
        NODES.forEach(node -> hear(node, START));
    }

    private void hear(TracingNode node, long atMicros) {
        send(node, atMicros, EVERYTHING, List.of());
    }

    private void judge() {
        NODES.forEach(node -> hear(node, JUDGED));
        joiner.pass(JUDGED);
    }

    private void whole() {
        send(BACKEND, at(Stage.ACCEPTED, 0), at(Stage.COMMITTED, 1), at(Stage.PUBLISHED, 2));
        send(DISPATCHER, at(Stage.TOPIC_RECEIVED, 3), sent(4));
        send(FRONTEND, at(Stage.FRONTEND_RECEIVED, 5), checkpoint(TRACE, Stage.WRITTEN, 6, null, null, false, 7));
    }

    private void send(TracingNode node, Checkpoint... checkpoints) {
        send(node, through.getOrDefault(node, START) + SECOND / 2, EVERYTHING, List.of(checkpoints));
    }

    private void send(TracingNode node, long throughMicros, long sampledBelow, List<Checkpoint> checkpoints) {
        long from = through.getOrDefault(node, START - SECOND);
        through.put(node, throughMicros);
        joiner.take(batch(node, from, throughMicros, sampledBelow, checkpoints), START);
    }

    private CheckpointBatch batch(
            TracingNode node, long from, long throughMicros, long sampledBelow, List<Checkpoint> checkpoints) {
        return new CheckpointBatch(
                node,
                ALL,
                from,
                throughMicros,
                throughMicros,
                sampledBelow,
                clocks.getOrDefault(node, clocks.containsKey(node) ? null : new ClockOffset(0, 0)),
                new ArrayList<>(checkpoints));
    }

    private static Checkpoint at(Stage stage, long millis) {
        return checkpoint(TRACE, stage, millis, null, null, false, 1);
    }

    private static Checkpoint sent(long millis) {
        return checkpoint(TRACE, Stage.TOPIC_SENT, millis, null, "frontend:1", false, 1);
    }

    private static Checkpoint ending(Stage stage, long millis, Ending ending) {
        return checkpoint(TRACE, stage, millis, ending, null, false, 1);
    }

    private static Checkpoint checkpoint(
            long trace,
            Stage stage,
            long millis,
            @Nullable Ending ending,
            @Nullable String to,
            boolean fetched,
            int count) {
        return new Checkpoint(
                trace, TracedKind.COMMENT, stage, START + millis * 1_000, ending, fetched, count, to, null);
    }
}
