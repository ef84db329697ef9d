package io.ovation.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {

    @ParameterizedTest
    @CsvSource({"a, a", "%61%62, ab", "a%2Fb%2fc, a/b/c", "%c3%A9, é", "%F0%9F%91%8B, 👋", "a+b, a+b", "%2561, %61"})
    void text_isDecodedOnce(String text, String decoded) {
        assertThat(PercentEncoding.decode(text)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%", "%4", "%zz", "%4g", "%%41", "a%-1", "%+1", "%\u0661\u0661", "% 41"})
    void percentWithoutTwoDigits_isMalformed(String text) {
        assertMalformed(text, "has a '%' that two hexadecimal digits do not follow");
    }

    /** RFC 3629 forbids overlong forms, surrogates and what is above U+10FFFF. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%c0%af",
                "%c1%a1",
                "%e0%80%af",
                "%f0%80%80%af",
                "%ed%a0%80",
                "%ed%b0%80",
                "%f4%90%80%80",
                "%ff",
                "%80",
                "%c3",
                "%c3a",
                "%c3&%a9",
            })
    void bytesThatAreNotUtf8_areMalformed(String text) {
        assertMalformed(text, "has percent-encoded bytes that are not UTF-8");
    }

    @Test
    void whatIsNotAscii_isMalformed() {
        assertMalformed("é", "has characters that are not ASCII");
    }

    private static void assertMalformed(String text, String detail) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PercentEncoding.decode(text))
                .satisfies(e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().type()).isEqualTo("urn:ovation:problem:malformed");
                    assertThat(e.problem().detail()).contains(detail);
                });
    }
}
