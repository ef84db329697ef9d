package io.ovation.insights.trace.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.common.trace.Tracing.Drained;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchMakerTest {

    private static final int ALL = 0xffff;

    private final BatchMaker maker = new BatchMaker(new TracingNode("self:1", 1, "east", true));

    @Test
    void eachBucket_isSentToOneJoiner_andIsToldOfWithoutCheckpoints() {
        Map<String, List<CheckpointBatch>> batches = maker.batches(drained(0, List.of()), joiners("a:1", "b:1"), 0);

        assertThat(batches.get("a:1").get(0).buckets()).isPositive();
        assertThat(batches.get("a:1").get(0).buckets()
                        ^ batches.get("b:1").get(0).buckets())
                .isEqualTo(ALL);
    }

    @Test
    void joinerThatGoes_movesItsOwnBucketsOnly() {
        int before = maker.batches(drained(0, List.of()), joiners("a:1", "b:1", "c:1"), 0)
                .get("a:1")
                .get(0)
                .buckets();
        int after = maker.batches(drained(0, List.of()), joiners("a:1", "b:1"), 0)
                .get("a:1")
                .get(0)
                .buckets();

        assertThat(after & before).isEqualTo(before);
    }

    @Test
    void checkpoints_goToTheJoinerOfTheirBucket() {
        List<Checkpoint> noted =
                LongStream.range(0, 64).mapToObj(BatchMakerTest::checkpoint).toList();

        Map<String, List<CheckpointBatch>> batches = maker.batches(drained(0, noted), joiners("a:1", "b:1"), 0);

        assertThat(batches)
                .hasSize(2)
                .allSatisfy((joiner, parts) -> assertThat(parts.get(0).checkpoints())
                        .isNotEmpty()
                        .allMatch(each -> (parts.get(0).buckets() & 1 << Buckets.of(each.trace())) != 0));
    }

    @Test
    void parts_meet_andAreBounded() {
        List<Checkpoint> noted =
                LongStream.range(0, 5_000).mapToObj(BatchMakerTest::checkpoint).toList();

        List<CheckpointBatch> parts =
                maker.batches(drained(0, noted), joiners("a:1"), 0).get("a:1");

        assertThat(parts).hasSizeGreaterThan(2).allMatch(part -> part.bytes() <= 100 * 1024);
        assertThat(parts.get(0).fromMicros()).isEqualTo(1_000);
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).fromMicros()).isEqualTo(parts.get(i - 1).throughMicros());
            assertThat(parts.get(i).throughMicros()).isGreaterThan(parts.get(i).fromMicros());
        }
        assertThat(parts.get(parts.size() - 1).throughMicros()).isEqualTo(501_000);
        assertThat(parts.stream().flatMap(part -> part.checkpoints().stream())).hasSize(5_000);
    }

    @Test
    void droppedCheckpoints_breakWhatIsCovered() {
        CheckpointBatch batch = maker.batches(drained(1, List.of()), joiners("a:1"), 0)
                .get("a:1")
                .get(0);

        assertThat(batch.fromMicros()).isEqualTo(501_000).isEqualTo(batch.throughMicros());
    }

    private static Drained drained(int dropped, List<Checkpoint> checkpoints) {
        return new Drained(1_000, 501_000, dropped, 1L << 32, checkpoints);
    }

    private static Map<String, @Nullable ClockOffset> joiners(String... addresses) {
        Map<String, @Nullable ClockOffset> joiners = new HashMap<>();
        for (String address : addresses) {
            joiners.put(address, null);
        }
        return joiners;
    }

    private static Checkpoint checkpoint(long trace) {
        return new Checkpoint(trace, TracedKind.LIKES, Stage.ACCEPTED, 1_500, null, false, 1, null, null);
    }
}
