package io.ovation.dispatcher.kv.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.dispatcher.kv.VersionText;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisRecordTest {

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 1_795_000_000_000L, Long.MAX_VALUE})
    void record_isReadAsItIsWritten(long version) {
        String record = VersionText.of(version) + " 1795000000000 + any text,\nof two lines";

        assertThat(RedisRecord.parse(record)).contains(new RedisRecord(version, true, "any text,\nof two lines"));
    }

    @Test
    void versions_haveTheOrderOfTheirText() {
        assertThat(LongStream.of(Long.MIN_VALUE, -2, -1, 0, 1, 9, 10, (1L << 53), (1L << 53) + 1, Long.MAX_VALUE)
                        .mapToObj(VersionText::of))
                .isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "8000000000000001",
                "8000000000000001 1795000000000",
                "8000000000000001 1795000000000 text",
                "8000000000000001 soon + text",
                "800000000000001 1795000000000 + text",
                "8000000000000001 1795000000000 * text",
                "{\"version\":1}"
            })
    void textThatIsNoRecord_isNone(String text) {
        assertThat(RedisRecord.parse(text)).isEmpty();
    }
}
