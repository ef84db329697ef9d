package io.ovation.insights.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.insight.TraceFigures;
import io.ovation.common.insight.TraceFigures.EventFigures;
import io.ovation.common.insight.TraceFigures.StepFigures;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.common.trace.Tracing;
import io.ovation.insights.trace.JoinerMessage.BatchTaken;
import io.ovation.insights.trace.JoinerMessage.TakeBatch;
import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.JoinSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever sends checkpoints, and whoever joins them. */
class TraceActorsTest {

    private static final TracingNode NODE = new TracingNode("node:1", 1, "east", true);
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final long TRACE = 5;

    private final ActorTestKit testKit = ActorTestKit.create("trace-actors", ConfigFactory.load());
    private final Tracing tracing = new Tracing(1, 100, Drill.none());

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void batches_goToWhoeverJoins_alsoOfNothing_andEachBeginsWhereTheOneBeforeEnded() {
        TestProbe<JoinerMessage> joiner = joiner();
        startSender();

        CheckpointBatch first = nextBatch(joiner);
        CheckpointBatch second = nextBatch(joiner);

        assertThat(first.node()).isEqualTo(NODE);
        assertThat(second.fromMicros()).isEqualTo(first.throughMicros());
        assertThat(second.checkpoints()).isEmpty();
    }

    @Test
    void whatIsNoted_isInTheNextBatch_once() {
        TestProbe<JoinerMessage> joiner = joiner();
        startSender();
        nextBatch(joiner);

        noteReceived();

        joiner.fishForMessage(
                PATIENCE,
                message -> batch(message).checkpoints().isEmpty()
                        ? FishingOutcomes.continueAndIgnore()
                        : FishingOutcomes.complete());
        assertThat(nextBatch(joiner).checkpoints()).isEmpty();
    }

    @Test
    void clockOfWhoeverJoins_isKnownFromItsAnswers() {
        TestProbe<JoinerMessage> joiner = joiner();
        startSender();
        TakeBatch take = joiner.expectMessageClass(TakeBatch.class, PATIENCE);
        assertThat(take.batch().offset()).isNull();

        long ahead = AN_HOUR.toNanos() / 1_000;
        long there = tracing.nowMicros() + ahead;
        take.replyTo().tell(new BatchTaken(joiner.getRef(), take.batch().sentMicros(), there));

        joiner.fishForMessage(PATIENCE, message -> {
            CheckpointBatch batch = batch(message);
            if (batch.offset() == null) {
                return FishingOutcomes.continueAndIgnore();
            }
            assertThat(batch.offset().micros())
                    .isCloseTo(ahead, within(batch.offset().errorMicros()));
            return FishingOutcomes.complete();
        });
    }

    @Test
    void sender_isAnsweredWithTheTime_andToldWhatBecameOfTheEvent() {
        TestProbe<TraceFigures> figures = testKit.createTestProbe();
        TestProbe<BatchTaken> sender = testKit.createTestProbe();
        ActorRef<JoinerMessage> joiner = startJoiner(figures);
        noteReceived();
        long before = tracing.nowMicros();

        joiner.tell(new TakeBatch(batchOfAll(), sender.getRef()));

        BatchTaken taken = sender.expectMessageClass(BatchTaken.class, PATIENCE);
        assertThat(taken.joiner()).isEqualTo(joiner);
        assertThat(taken.sentMicros()).isEqualTo(7);
        assertThat(taken.atMicros()).isBetween(before, tracing.nowMicros());
        figures.fishForMessage(PATIENCE, told -> {
            if (told.events().isEmpty()) {
                return FishingOutcomes.continueAndIgnore();
            }
            // Nobody noted how it came to the viewer, so it is not known to be complete.
            assertThat(told.events()).containsExactly(new EventFigures(TracedKind.COMMENT, 0, 0, 0, 1));
            assertThat(told.steps()).extracting(StepFigures::lost).containsOnly(0L);
            return FishingOutcomes.complete();
        });
    }

    private TestProbe<JoinerMessage> joiner() {
        TestProbe<JoinerMessage> joiner = testKit.createTestProbe(JoinerMessage.class);
        testKit.system().receptionist().tell(Receptionist.register(TraceJoiner.KEY, joiner.getRef()));
        return joiner;
    }

    private void startSender() {
        testKit.spawn(CheckpointSender.create(NODE, tracing, INTERVAL));
    }

    private ActorRef<JoinerMessage> startJoiner(TestProbe<TraceFigures> figures) {
        JoinSettings settings = new JoinSettings(INTERVAL, INTERVAL.multipliedBy(2), INTERVAL.multipliedBy(2), 100);
        return testKit.spawn(TraceJoiner.create(
                settings, tracing, () -> List.of(NODE), told -> figures.getRef().tell(told), judged -> {}));
    }

    private void noteReceived() {
        assertThat(tracing.received(TracedKind.COMMENT, TRACE, tracing.nowMicros()))
                .isTrue();
    }

    private CheckpointBatch batchOfAll() {
        Tracing.Drained drained = tracing.drain();
        assertThat(drained.checkpoints())
                .singleElement()
                .satisfies(noted -> assertThat(noted.stage()).isEqualTo(Stage.RECEIVED));
        return new CheckpointBatch(
                NODE,
                0xffff,
                drained.fromMicros(),
                drained.throughMicros(),
                7,
                drained.sampledBelow(),
                null,
                drained.checkpoints());
    }

    private static CheckpointBatch nextBatch(TestProbe<JoinerMessage> joiner) {
        return batch(joiner.expectMessageClass(TakeBatch.class, PATIENCE));
    }

    private static CheckpointBatch batch(JoinerMessage message) {
        return ((TakeBatch) message).batch();
    }
}
