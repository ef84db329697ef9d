package io.ovation.edge.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFieldTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "EXAMPLE.org:80",
                "my_host",
                "127.0.0.1:8080",
                "localhost:",
                "[::1]",
                "[::1]:8080",
                "[fe80::1:2]",
                "[::ffff:127.0.0.1]",
                "[v7.a:b]",
                "a%20b",
                "host:65535"
            })
    void hosts_areValid(String value) {
        assertThat(HostField.isValid(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                " a",
                "a/b",
                "user@a",
                "http://a",
                "a:b",
                "a:65536",
                "a:1:2",
                "a:-1",
                "::1",
                "[::1",
                "::1]",
                "[]",
                "[::g]",
                "[1::2::3]",
                "[::1]a",
                "[fe80::1%25eth0]",
                "a%2",
                "ü",
                "a\u0000"
            })
    void whatIsNoHost_isNot(String value) {
        assertThat(HostField.isValid(value)).isFalse();
    }

    @Test
    void longHosts_areJudgedWithoutEffort() {
        assertThat(HostField.isValid("a".repeat(253) + ":8080")).isTrue();
        assertThat(HostField.isValid("a".repeat(16_000))).isFalse();
    }

    @Test
    void hostOfAUri_isNotEmpty() {
        assertThat(HostField.isValidInUri("a:1")).isTrue();
        assertThat(HostField.isValidInUri("")).isFalse();
        assertThat(HostField.isValidInUri(":80")).isFalse();
    }
}
