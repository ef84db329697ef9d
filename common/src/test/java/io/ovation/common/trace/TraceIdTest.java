package io.ovation.common.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 0xabc, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void text_isReadAsItWas(long trace) {
        assertThat(TraceId.toText(trace)).matches("[0-9a-f]{16}");
        assertThat(TraceId.fromText(TraceId.toText(trace))).isEqualTo(trace);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "00000000000000001",
                "+000000000000001",
                "-000000000000001",
                "000000000000000g",
                "٠000000000000000"
            })
    void otherText_isRefused(String text) {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> TraceId.fromText(text));
    }
}
