package io.ovation.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    private static final Map<String, String> NOT_GRANTED = Map.of("vary", "Origin");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://live.example.com",
                "http://127.0.0.1:8080",
                "http://[::1]:3000",
                "capacitor://localhost",
                "https://a.example,https://b.example",
                " https://a.example , https://b.example:8443, "
            })
    void namedOrigins_areTaken(String value) {
        assertThat(AllowedOrigins.parse("key", value).named()).isNotEmpty();
    }

    /** What no browser would ever send, so that nobody wonders why nothing is granted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "live.example.com",
                "https://live.example.com/",
                "https://live.example.com/path",
                "https://Live.example.com",
                "HTTPS://live.example.com",
                "https://live.example.com:443",
                "http://live.example.com:80",
                "https://a.example:65536",
                "https://a.example:0",
                "https://*.example.com",
                "https://user@a.example",
                "https://a.example https://b.example",
                "https://a.example,*",
                "null"
            })
    void whatBrowsersDoNotWrite_isRefusedWithTheKey(String value) {
        assertThatThrownBy(() -> AllowedOrigins.parse("some.key", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("some.key must be *, or origins");
    }

    @Test
    void anySite_isGrantedWithoutCredentials() {
        AllowedOrigins any = AllowedOrigins.parse("key", " * ");

        assertThat(any).isEqualTo(AllowedOrigins.ANY);
        assertThat(any.headers(List.of())).isEqualTo(Map.of("access-control-allow-origin", "*"));
        assertThat(any.headers(List.of("https://a.example"))).isEqualTo(Map.of("access-control-allow-origin", "*"));
    }

    @Test
    void namedSite_isGrantedWithCredentials() {
        assertThat(named().headers(List.of("https://b.example:8443")))
                .isEqualTo(Map.of(
                        "access-control-allow-origin", "https://b.example:8443",
                        "access-control-allow-credentials", "true",
                        "vary", "Origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://b.example",
                "http://a.example",
                "https://a.example.evil",
                "https://sub.a.example",
                "https://A.example",
                "https://a.example:443",
                "https://a.example,https://b.example:8443",
                "null",
                "*",
                ""
            })
    void otherSite_isGrantedNothing(String origin) {
        assertThat(named().headers(List.of(origin))).isEqualTo(NOT_GRANTED);
    }

    @Test
    void requestWithoutOrigin_orWithSeveral_isGrantedNothing() {
        assertThat(named().headers(List.of())).isEqualTo(NOT_GRANTED);
        assertThat(named().headers(List.of("https://a.example", "https://a.example")))
                .isEqualTo(NOT_GRANTED);
    }

    private static AllowedOrigins named() {
        return AllowedOrigins.parse("key", "https://a.example,https://b.example:8443");
    }
}
