package io.ovation.edge.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedFieldTest {

    /** A dash is one who does not say it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=192.0.2.43                                      | 192.0.2.43",
                "For=\"[2001:db8:cafe::17]:4711\"                    | [2001:db8:cafe::17]:4711",
                "for=192.0.2.60;proto=http;by=203.0.113.43           | 192.0.2.60",
                "proto=http;FOR=192.0.2.60                           | 192.0.2.60",
                "for=192.0.2.43, for=198.51.100.17                   | 192.0.2.43 198.51.100.17",
                "for=192.0.2.43,for=\"[2001:db8::17]\"               | 192.0.2.43 [2001:db8::17]",
                "for=_hidden, for=unknown                            | _hidden unknown",
                "for=\"_SEVKISEK\"                                   | _SEVKISEK",
                "for=192.0.2.43, proto=https                         | 192.0.2.43 -",
                "for=\"a,b;c=d\", for=e                              | a,b;c=d e",
                "for=\"a\\\"b\\\\c\"                                 | a\"b\\c",
                "for=a ; proto=http ,\tfor=b                         | a b",
                ";for=a;;,, ,for=b,                                  | a b",
            })
    void whatEachProxySays_isRead(String line, String clients) {
        assertThat(written(ForwardedField.clients(List.of(line)))).isEqualTo(clients);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for",
                "for=",
                "=192.0.2.43",
                "for=[::1]",
                "for=192.0.2.43:80",
                "for = 192.0.2.43",
                "for=\"192.0.2.43",
                "for=\"192.0.2.43\\",
                "for=\"a\"b",
                "for=a for=b",
                "for=a;for=b",
                "for=a;FOR=b",
                "for=a, for=\"b"
            })
    void lineThatCannotBeRead_saysNothing(String line) {
        assertThat(ForwardedField.clients(List.of(line))).containsExactly(Optional.empty());
    }

    /** A proxy that goes on with a line of its client's cannot mend it, and what it says is still read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=a, for=\"b, for=c                 | - c",
                "nonsense, for=c                       | - c",
                "for=a;x=\", for=\"[2001:db8::17]:1\"  | - [2001:db8::17]:1",
                "for=\", for=b;by=c, for=\"d\"          | - b d",
                "for=a, b, for=c, d, for=e             | - e",
                "b, proto=https                        | - -",
            })
    void ofALineThatCannotBeRead_thereIsItsRightEnd(String line, String clients) {
        assertThat(written(ForwardedField.clients(List.of(line)))).isEqualTo(clients);
    }

    @Test
    void lines_areOneList_andEachIsReadByItself() {
        assertThat(written(ForwardedField.clients(List.of("for=a, for=b", "for=\"", "", "for=c"))))
                .isEqualTo("a b - c");
        assertThat(ForwardedField.clients(List.of())).isEmpty();
    }

    @Test
    void longLines_areReadWithoutEffort() {
        String quoted = "\\a".repeat(8_000);

        assertThat(ForwardedField.clients(List.of("for=\"" + quoted + '"')))
                .containsExactly(Optional.of("a".repeat(8_000)));
        assertThat(ForwardedField.clients(List.of("for=\"" + quoted))).containsExactly(Optional.empty());
        assertThat(ForwardedField.clients(List.of("for=a,".repeat(2_500)))).hasSize(2_500);
        assertThat(ForwardedField.clients(List.of("a,".repeat(8_000)))).containsExactly(Optional.empty());
        assertThat(ForwardedField.clients(List.of("for=" + "a".repeat(16_000) + '"')))
                .containsExactly(Optional.empty());
    }

    private static String written(List<Optional<String>> clients) {
        return clients.stream().map(client -> client.orElse("-")).collect(Collectors.joining(" "));
    }
}
