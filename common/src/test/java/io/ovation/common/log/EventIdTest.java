package io.ovation.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

    private static final Instant AT = Instant.ofEpochMilli(0x01a20545081fL);

    /** Another one each time; one that has failed is repeated with {@code -Dovation.seed}. */
    private static final long SEED = Long.getLong("ovation.seed", System.nanoTime());

    @Test
    void id_isReadAsItWasWritten() {
        EventId id = new EventId(AT, new Mark(28, 0x9f86d081884c7d65L));

        assertThat(id).hasToString("01a20545081f-1c-9f86d081884c7d65");
        assertThat(EventId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void idOfAnEarlierVersion_isReadAsATime() {
        assertThat(EventId.parse("01a20545081f0007")).isEqualTo(new EventId(AT, Optional.empty()));
    }

    @Test
    void largestPosition_isRead() {
        EventId id = new EventId(AT, new Mark((1L << 60) - 1, -1));

        assertThat(EventId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void everyId_isReadAsItWasWritten() {
        Random random = new Random(SEED);
        for (int run = 0; run < 10_000; run++) {
            Instant at = Instant.ofEpochMilli(random.nextLong(1L << (1 + random.nextInt(47))));
            Mark mark = new Mark(random.nextLong(1L << (1 + random.nextInt(60))), random.nextLong());
            EventId id = new EventId(at, random.nextBoolean() ? Optional.empty() : Optional.of(mark));
            assertThat(EventId.parse(id.toString())).as("seed %d", SEED).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "1c",
                "01a20545081f-1c",
                "01a20545081f-1c-9f86d081884c7d6",
                "01a20545081f--9f86d081884c7d65",
                "01a20545081f-ffffffffffffffff-9f86d081884c7d65",
                "g1a20545081f0007",
                "0000000000000000"
            })
    void whatIsNoneOfOurs_isAsGoodAsTooOld(String text) {
        assertThat(EventId.parse(text).mark()).isEmpty();
        assertThat(EventId.parse(text).at()).isEqualTo(Instant.EPOCH);
    }
}
