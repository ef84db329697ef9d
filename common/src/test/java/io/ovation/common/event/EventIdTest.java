package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

    @Test
    void id_readsWhatItWrites() {
        for (long value : new long[] {0, 1, 0xffff, 0x0123_4567_89ab_cdefL, Long.MAX_VALUE}) {
            EventId id = new EventId(value);
            assertThat(id.toString()).hasSize(16);
            assertThat(EventId.parse(id.toString())).isEqualTo(id);
        }
    }

    @Test
    void texts_sortAsTheNumbersDo() {
        assertThat(Stream.of(0x10L, 0xfL, 0x100L, 0L, Long.MAX_VALUE)
                        .map(EventId::new)
                        .sorted()
                        .map(EventId::toString))
                .isSorted();
    }

    @Test
    void id_tellsTheTime() {
        assertThat(new EventId((1_234_567L << 16) + 5).epochMillis()).isEqualTo(1_234_567);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "000000000000000",
                "00000000000000000",
                "000000000000000g",
                "+000000000000001",
                "-000000000000001",
                " 000000000000001",
                "8000000000000000",
                "ffffffffffffffff",
                "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١",
            })
    void textOfAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> EventId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sequence_countsWithinAMillisecondAndFollowsTheClock() {
        EventIdSequence sequence = new EventIdSequence();

        EventId first = sequence.next(1_000);
        EventId second = sequence.next(1_000);
        EventId third = sequence.next(1_001);

        assertThat(first).isEqualTo(new EventId(1_000L << 16));
        assertThat(second).isEqualTo(new EventId((1_000L << 16) + 1));
        assertThat(third).isEqualTo(new EventId(1_001L << 16));
        assertThat(sequence.last()).isEqualTo(third);
    }

    @Test
    void sequence_neverGoesBackWhenTheClockDoes() {
        EventIdSequence sequence = new EventIdSequence();
        EventId before = sequence.next(2_000);

        assertThat(sequence.next(1_000)).isEqualTo(new EventId(before.value() + 1));
        assertThat(sequence.next(2_001)).isEqualTo(new EventId(2_001L << 16));
    }

    @Test
    void sequence_goesOnPastWhatOthersHaveSeen() {
        EventIdSequence sequence = new EventIdSequence();
        EventId seen = new EventId((5_000L << 16) + 7);
        sequence.advancePast(seen);
        sequence.advancePast(EventId.NONE);

        assertThat(sequence.next(1_000)).isEqualTo(new EventId(seen.value() + 1));
    }

    @Test
    void sequence_carriesOnIntoTheNextMillisecondWhenOneIsFull() {
        EventIdSequence sequence = new EventIdSequence();
        EventId last = EventId.NONE;
        for (int i = 0; i < 70_000; i++) {
            EventId next = sequence.next(1_000);
            assertThat(next.isAfter(last)).isTrue();
            last = next;
        }
        assertThat(last.epochMillis()).isEqualTo(1_001);
    }
}
