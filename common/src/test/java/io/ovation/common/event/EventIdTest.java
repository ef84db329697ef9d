package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

    private static final Instant MOMENT = Instant.ofEpochMilli(1_234_567);

    @Test
    void id_readsWhatItWrites() {
        for (long value : new long[] {0, 1, 0xffff, 0x0123_4567_89ab_cdefL, Long.MAX_VALUE}) {
            EventId id = new EventId(value);
            assertThat(id.toString()).hasSize(16);
            assertThat(EventId.parse(id.toString())).isEqualTo(id);
        }
    }

    @Test
    void comment_hasTheSameIdWhereverItIs() {
        EventId id = EventId.of(comment("one"));

        assertThat(EventId.of(comment("one"))).isEqualTo(id);
        assertThat(EventId.of(comment("two"))).isNotEqualTo(id);
        assertThat(id.moment()).isEqualTo(MOMENT);
    }

    @Test
    void moment_isNotThatOfAComment() {
        assertThat(EventId.at(MOMENT).moment()).isEqualTo(MOMENT);
        assertThat(EventId.at(MOMENT)).isNotEqualTo(EventId.of(comment("")));
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

    private static Comment comment(String id) {
        return new Comment(id, "ann", "hello", MOMENT, null);
    }
}
