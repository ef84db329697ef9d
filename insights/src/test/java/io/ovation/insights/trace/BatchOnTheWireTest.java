package io.ovation.insights.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Bounds;
import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceParent;
import io.ovation.common.trace.TracedKind;
import io.ovation.common.trace.Tracing.Drained;
import io.ovation.insights.trace.JoinerMessage.BatchTaken;
import io.ovation.insights.trace.JoinerMessage.TakeBatch;
import io.ovation.insights.trace.batch.BatchMaker;
import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.ClockOffset;
import io.ovation.insights.trace.batch.TracingNode;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BatchOnTheWireTest {

    private static final ActorTestKit TEST_KIT = ActorTestKit.create("batch-wire", ConfigFactory.load());
    private static final TracingNode NODE = new TracingNode("a".repeat(253) + ":65535", Long.MIN_VALUE, "east", true);
    private static final TraceParent PARENT = new TraceParent("f".repeat(32), "f".repeat(16), true);
    private static final String FRONTEND = "b".repeat(253) + ":65535";

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void messages_comeOutOfTheSerializerAsTheyWentIn() {
        CheckpointBatch batch = new CheckpointBatch(
                NODE,
                0xffff,
                1,
                2,
                3,
                1L << 32,
                new ClockOffset(-7, 8),
                List.of(
                        checkpoint(1),
                        new Checkpoint(
                                2, TracedKind.LIKES, Stage.COMMITTED, 3, Ending.REFUSED, true, 4, null, PARENT)));

        verify(new TakeBatch(batch, TEST_KIT.<BatchTaken>createTestProbe().getRef()));
        verify(new BatchTaken(TEST_KIT.<JoinerMessage>createTestProbe().getRef(), Long.MAX_VALUE, Long.MIN_VALUE));
    }

    @Test
    void batchBeforeTheFirstAnswer_hasNoOffset() {
        verify(new TakeBatch(
                new CheckpointBatch(NODE, 1, 1, 2, 3, 4, null, List.of()),
                TEST_KIT.<BatchTaken>createTestProbe().getRef()));
    }

    @Test
    void largestBatch_fitsIntoAFrame() {
        Drained drained = new Drained(
                1,
                2,
                0,
                3,
                LongStream.range(0, 5_000)
                        .mapToObj(BatchOnTheWireTest::checkpoint)
                        .toList());

        List<CheckpointBatch> batches = new BatchMaker(NODE)
                .batches(drained, Map.of("c:1", new ClockOffset(Long.MAX_VALUE, Long.MAX_VALUE)), Long.MAX_VALUE)
                .get("c:1");

        assertThat(batches)
                .hasSizeGreaterThan(5)
                .allSatisfy(batch -> assertThat(SerializationExtension.get(TEST_KIT.system())
                                .serialize(new TakeBatch(
                                        batch,
                                        TEST_KIT.<BatchTaken>createTestProbe().getRef()))
                                .get()
                                .length)
                        .isLessThan(Bounds.MESSAGE_BYTES));
    }

    private static Checkpoint checkpoint(long trace) {
        return new Checkpoint(
                Long.MIN_VALUE + trace,
                TracedKind.RETRACTION,
                Stage.TOPIC_SENT,
                Long.MAX_VALUE,
                null,
                false,
                1,
                FRONTEND,
                PARENT);
    }

    private static void verify(Object message) {
        assertThatCode(() -> TEST_KIT.serializationTestKit().verifySerialization(message, true))
                .doesNotThrowAnyException();
    }
}
