package io.ovation.edge.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ovation.common.http.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/v1/stream?topic=a, /v1/stream",
        "//etc/passwd, //etc/passwd",
        "/a%20b, /a b",
        "http://any/v1/poll?topic=a, /v1/poll",
        "HTTP://any:8080/v1/poll, /v1/poll",
        "http://any, /",
        "http://any?topic=a, /",
        "http://[::1]:80/x, /x"
    })
    void path_isThatOfEitherForm(String target, String path) {
        assertThat(RequestTarget.parse(target).path()).isEqualTo(path);
    }

    /** As URLSearchParams has it. */
    @Test
    void parameters_areReadAsABrowserWritesThem() {
        RequestTarget target = RequestTarget.parse("/?a=1&b&&a=2%263&c=x=y&%63=+;d=%2B&=e&f=");

        assertThat(target.parameters())
                .containsOnlyKeys("a", "b", "c", "", "f")
                .containsEntry("a", List.of("1", "2&3"))
                .containsEntry("b", List.of(""))
                .containsEntry("c", List.of("x=y", " ;d=+"))
                .containsEntry("", List.of("e"))
                .containsEntry("f", List.of(""));
        assertThat(RequestTarget.parse("/?").parameters()).isEmpty();
        assertThat(RequestTarget.parse("/").parameters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1/stream",
                "?topic=a",
                "*",
                "any:80",
                "ftp://any/",
                "http:/any/",
                "http://",
                "http:///v1/stream",
                "http://:80/",
                "http://user@any/",
                "http://a b/",
                "/#top",
                "/?topic=a#top",
                "http://any#top",
                "/%",
                "/?a=%zz",
                "/?%zz=a",
                "/?a=%c0%af"
            })
    void whatIsNoTarget_isRefused(String target) {
        assertThat(catchThrowableOfType(ProblemException.class, () -> RequestTarget.parse(target))
                        .problem()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void targetOfASecuredPort_isKnown() {
        assertThat(RequestTarget.parse("HTTPS://any/path?a=1").path()).isEqualTo("/path");
        assertThat(RequestTarget.isSecure("HTTPS://any/")).isTrue();
        assertThat(RequestTarget.isSecure("http://any/https://")).isFalse();
    }
}
