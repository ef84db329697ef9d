package io.ovation.edge.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.http.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentDecoderTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"abc,abc", "a%20b,a b", "%C3%BC%E4%B8%96%f0%9f%8e%89,ü世🎉", "%41%7a,Az", "%2B,+"})
    void octets_areDecodedAsUtf8(String encoded, String decoded) {
        assertThat(PercentDecoder.path(encoded)).isEqualTo(decoded);
        assertThat(PercentDecoder.query(encoded)).isEqualTo(decoded);
    }

    @Test
    void plus_isASpaceInAQueryOnly() {
        assertThat(PercentDecoder.query("a+b")).isEqualTo("a b");
        assertThat(PercentDecoder.path("a+b")).isEqualTo("a+b");
    }

    @Test
    void slash_thatIsEncodedSeparatesNothing() {
        assertThat(PercentDecoder.path("/v1%2Fstream%2f")).isEqualTo("/v1%2Fstream%2F");
        assertThat(PercentDecoder.query("a%2Fb")).isEqualTo("a/b");
    }

    @Test
    void text_isDecodedOnce() {
        assertThat(PercentDecoder.path("%2541")).isEqualTo("%41");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%", "%4", "%4g", "%g4", "%%41", "%-1", "%+1", "%４１"})
    void incomplete_isRefused(String encoded) {
        assertRefused(encoded, "has a '%' that two hexadecimal digits do not follow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%c0%af", "%c1%a1", "%e0%80%af", "%f0%80%80%af", "%ed%a0%80", "%f4%90%80%80", "%80", "%c3", "%ff"
            })
    void overlong_isRefused(String encoded) {
        assertRefused(encoded, "has percent-encoded bytes that are not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ü", "a b", "\u0000", "\t", "\u007f", "%41ü"})
    void whatShouldBeEncoded_isRefused(String encoded) {
        assertRefused(encoded, "has characters that must be percent-encoded");
    }

    @Test
    void anyText_comesBackAsItWas() {
        Random random = new Random(7);
        for (int round = 0; round < 1_000; round++) {
            String text = random.ints(20, 0x20, 0x2FFFF)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(PercentDecoder.query(URLEncoder.encode(text, StandardCharsets.UTF_8)))
                    .isEqualTo(text);
        }
    }

    private static void assertRefused(String encoded, String detail) {
        assertThatThrownBy(() -> PercentDecoder.path(encoded))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(detail);
        assertThatThrownBy(() -> PercentDecoder.query(encoded)).isInstanceOf(ProblemException.class);
    }
}
