package io.ovation.access.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.http.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedTokenTest {

    private static final String HOST = "live.example:8080";

    private final PresentedToken presented = new PresentedToken(Set.of("https://site.example"));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer t.o.k", "bearer t.o.k", "BEARER  t.o.k", "Bearer t.o.k "})
    void authorization_isATokenBehindItsScheme(String value) {
        assertThat(presented.in(fields(Map.of("Authorization", List.of(value)))))
                .contains("t.o.k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "t.o.k", "Bearer", "", "Bearert.o.k", "Token t.o.k"})
    void authorization_ofAnotherKind_isRefused(String value) {
        assertStatus(401, Map.of("Authorization", List.of(value)));
    }

    @Test
    void authorization_thatIsThereTwice_isRefused() {
        assertStatus(400, Map.of("Authorization", List.of("Bearer a", "Bearer a")));
    }

    @Test
    void authorization_winsOverTheCookie() {
        assertThat(presented.in(
                        fields(Map.of("Authorization", List.of("Bearer a"), "Cookie", List.of("ovation_token=b")))))
                .contains("a");
    }

    @ParameterizedTest
    @CsvSource({
        "ovation_token=t",
        "a=b; ovation_token=t; c=d",
        "a=b;ovation_token=t",
        "ovation_token=\"t\"",
        "ovation_token=t; ovation_token=t",
    })
    void cookie_hasAToken(String cookie) {
        assertThat(presented.in(fields(Map.of("Cookie", List.of(cookie))))).contains("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "ovation_token", "xovation_token=t", "a=ovation_token=t", "Ovation_Token=t"})
    void cookie_hasNoToken(String cookie) {
        assertThat(presented.in(fields(Map.of("Cookie", List.of(cookie))))).isEmpty();
    }

    @Test
    void cookies_thatDiffer_areRefused() {
        assertStatus(401, Map.of("Cookie", List.of("ovation_token=a; ovation_token=b")));
        assertStatus(401, Map.of("Cookie", List.of("ovation_token=a", "ovation_token=b")));
    }

    @ParameterizedTest
    @CsvSource({
        "http://live.example:8080, '', true",
        "https://live.example:8080, '', true",
        "http://LIVE.example:8080, cross-site, true",
        "https://site.example, cross-site, true",
        "'', same-origin, true",
        "'', none, true",
        "'', '', true",
        "'', same-site, false",
        "'', cross-site, false",
        "'', anything, false",
        "http://live.example, '', false",
        "http://live.example:8081, same-site, false",
        "https://evil.example, '', false",
        "https://site.example.evil.example, '', false",
        "http://site.example, '', false",
        "null, '', false",
        "http://a@live.example:8080, '', false",
        "not an origin, '', false",
    })
    void cookie_countsForPagesOfAllowedOriginsAlone(String origin, String site, boolean counts) {
        Map<String, List<String>> headers = new HashMap<>(Map.of("Cookie", List.of("ovation_token=t")));
        if (!origin.isEmpty()) {
            headers.put("Origin", List.of(origin));
        }
        if (!site.isEmpty()) {
            headers.put("Sec-Fetch-Site", List.of(site));
        }
        assertThat(presented.in(fields(headers)).isPresent()).isEqualTo(counts);
    }

    @Test
    void cookie_doesNotCountWhereOriginsContradict() {
        assertThat(presented.in(fields(Map.of(
                        "Cookie", List.of("ovation_token=t"),
                        "Origin", List.of("http://live.example:8080", "https://evil.example")))))
                .isEmpty();
    }

    private void assertStatus(int status, Map<String, List<String>> headers) {
        assertThatThrownBy(() -> presented.in(fields(headers)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(status));
    }

    private static HeaderFields fields(Map<String, List<String>> headers) {
        return name -> name.equals("Host") ? List.of(HOST) : headers.getOrDefault(name, List.of());
    }
}
