package io.ovation.common.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import io.ovation.common.event.Event;
import io.ovation.common.trace.Tracing.Drained;
import io.ovation.common.trace.Tracing.Shown;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final Event LOW = new Event.Typing("ann", 5, 1L << 32);
    private static final Event HIGH = new Event.Typing("ann", 5, -1);

    @Test
    void sample_isWhatRanksBelowTheShare() {
        Tracing half = new Tracing(0.5, 10, Drill.none());

        half.reached(Stage.PUBLISHED, LOW);
        half.reached(Stage.PUBLISHED, HIGH);

        assertThat(half.drain().checkpoints())
                .singleElement()
                .satisfies(only -> assertThat(only.trace()).isEqualTo(LOW.trace()));
    }

    @Test
    void sampleOfOne_isEverything_andOfZero_nothing() {
        assertThat(new Tracing(1, 1, Drill.none()).isSampled(-1)).isTrue();
        assertThat(new Tracing(0, 1, Drill.none()).isSampled(1)).isFalse();
    }

    @Test
    void whatHasNoTrace_isNotFollowed() {
        Tracing all = new Tracing(1, 10, Drill.none());

        all.reached(Stage.PUBLISHED, new Event.Typing("ann", 5));
        all.reached(Stage.PUBLISHED, new Event.Viewers(3));

        assertThat(all.drain().checkpoints()).isEmpty();
    }

    @Test
    void tracesOfIds_areSpreadEvenly() {
        Tracing tenth = new Tracing(0.1, 10, Drill.none());

        long sampled = IntStream.range(0, 100_000)
                .filter(i -> tenth.isSampled(TraceId.of("default-" + i)))
                .count();

        assertThat(sampled).isBetween(9_500L, 10_500L);
    }

    @Test
    void drains_followEachOther() {
        Tracing all = new Tracing(1, 10, Drill.none());

        Drained first = all.drain();
        Drained second = all.drain();

        assertThat(second.fromMicros()).isEqualTo(first.throughMicros());
    }

    @Test
    void parent_isAskedForWhereTheEventIsInTheSample_andAnybodyWantsToKnow() {
        TraceParent parent = new TraceParent("1".repeat(32), "2".repeat(16), true);
        Tracing half = new Tracing(0.5, 10, Drill.none(), true);
        Tracing without = new Tracing(1, 10, Drill.none());

        half.accepted(LOW, () -> Optional.of(parent));
        half.accepted(LOW, Optional::empty);
        half.accepted(HIGH, () -> fail("it is not in the sample"));
        without.accepted(LOW, () -> fail("nobody wants to know"));

        assertThat(half.drain().checkpoints())
                .extracting(Checkpoint::stage, Checkpoint::parent)
                .containsExactly(tuple(Stage.ACCEPTED, parent), tuple(Stage.ACCEPTED, null));
        assertThat(without.drain().checkpoints()).hasSize(1);
    }

    @Test
    void whatFindsNoRoom_isCounted_andThereIsRoomAgainAfterwards() {
        Tracing small = new Tracing(1, 2, Drill.none());
        for (int i = 0; i < 5; i++) {
            small.reached(Stage.PUBLISHED, LOW);
        }

        Drained full = small.drain();
        small.reached(Stage.PUBLISHED, LOW);
        Drained next = small.drain();

        assertThat(full.checkpoints()).hasSize(2);
        assertThat(full.dropped()).isEqualTo(3);
        assertThat(next.checkpoints()).hasSize(1);
        assertThat(next.dropped()).isZero();
    }

    @Test
    void changeOfTheSample_isToldAsTheSmallerOne_untilTheNextDrain() {
        Tracing tracing = new Tracing(0.25, 10, Drill.none());

        tracing.sample(0.5);

        assertThat(tracing.drain().sampledBelow()).isEqualTo(1L << 30);
        assertThat(tracing.drain().sampledBelow()).isEqualTo(1L << 31);
        assertThat(tracing.share()).isEqualTo(0.5);
    }

    @Test
    void text_isReadAsItIsWritten() {
        assertThat(TraceId.fromText(TraceId.toText(0x0abL))).isEqualTo(0x0abL);
        assertThat(TraceId.fromText(TraceId.toText(-2))).isEqualTo(-2);
        assertThat(TraceId.toText(0x0abL)).isEqualTo("00000000000000ab");
    }

    @Test
    void receipts_leaveHalfOfTheRoom() {
        Tracing tracing = new Tracing(1, 4, Drill.none());

        assertThat(IntStream.range(0, 4)
                        .mapToObj(i -> tracing.received(TracedKind.LIKES, 1, i))
                        .toList())
                .containsExactly(true, true, false, false);
        tracing.reached(Stage.PUBLISHED, LOW);

        assertThat(tracing.drain())
                .satisfies(drained -> assertThat(drained.checkpoints()).hasSize(3))
                .satisfies(drained -> assertThat(drained.dropped()).isZero());
    }

    @Test
    void whatViewersWereShown_waitsBesideCheckpoints_andIsBounded() {
        Tracing tracing = new Tracing(1, 4, Drill.none());

        assertThat(IntStream.range(0, 4)
                        .mapToObj(i -> tracing.shown(TracedKind.LIKES, i))
                        .toList())
                .containsExactly(true, true, true, false);

        assertThat(tracing.drainShown()).extracting(Shown::behindMicros).containsExactly(0L, 1L, 2L);
        assertThat(tracing.drainShown()).isEmpty();
        assertThat(tracing.drain().checkpoints()).isEmpty();
    }
}
