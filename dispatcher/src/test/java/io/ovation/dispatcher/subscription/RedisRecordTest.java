package io.ovation.dispatcher.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisRecordTest {

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 1_795_000_000_000L, Long.MAX_VALUE})
    void record_isReadAsItIsWritten(long epoch) {
        String text = RedisRecord.epochText(epoch) + " 1795000000000 akka://ovation@10.0.0.5:25520/user/topics#12";

        assertThat(RedisRecord.parse(text))
                .contains(new RedisRecord(epoch, "akka://ovation@10.0.0.5:25520/user/topics#12"));
    }

    @Test
    void epochs_haveTheOrderOfTheirText() {
        assertThat(LongStream.of(Long.MIN_VALUE, -2, -1, 0, 1, 9, 10, (1L << 53), (1L << 53) + 1, Long.MAX_VALUE)
                        .mapToObj(RedisRecord::epochText))
                .isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "8000000000000001",
                "8000000000000001 1795000000000",
                "8000000000000001 1795000000000 ",
                "8000000000000001 soon akka://ovation/user",
                "800000000000001 1795000000000 akka://ovation/user",
                "8000000000000001 1795000000000 akka://ovation/user more",
                "{\"epoch\":1}"
            })
    void textThatIsNoRecord_isNone(String text) {
        assertThat(RedisRecord.parse(text)).isEmpty();
    }
}
