package io.ovation.likes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.likes.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers are told of pages of other sites, where some are named: WHATWG Fetch, CORS protocol. */
class CrossOriginIT {

    private static final String NAMED = "https://live.example.com:8443";

    @TempDir
    private static Path directory;

    private static BackendNode node;
    private static RawClient raw;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(directory, "ovation.allowed-origins = \"https://other.example, " + NAMED + "\"");
        raw = new RawClient(node.address());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /videos/42",
        "HEAD, /videos/42",
        "GET, /presence?member=ada",
        "OPTIONS, /likes",
        "GET, /nothing",
        "GET, /videos/..",
        "GET, /videos/42?limit=x",
        "PUT, /likes",
        "POST, /likes",
        "DELETE, /comments/42"
    })
    void answers_grantWithCredentialsToNamedSitesAlone(String method, String target) throws IOException {
        assertThat(raw.request(method, target, "Origin: " + NAMED, "Content-Length: 0")
                        .headers())
                .containsEntry("access-control-allow-origin", NAMED)
                .containsEntry("access-control-allow-credentials", "true")
                .containsEntry("access-control-expose-headers", "Retry-After, WWW-Authenticate")
                .containsEntry("vary", "Origin");
        for (String other : new String[] {"Origin: https://evil.example", "Origin: null", "X-Origin: none"}) {
            assertThat(raw.request(method, target, other, "Content-Length: 0").headers())
                    .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials")
                    .containsEntry("vary", "Origin");
        }
    }

    @Test
    void preflight_namesWhatMayBeSent() throws IOException {
        Answer answer = raw.request(
                "OPTIONS",
                "/comments",
                "Origin: " + NAMED,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization, content-type");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-methods", "POST")
                .containsEntry(
                        "access-control-allow-headers",
                        "Authorization, Content-Type, Idempotency-Key, traceparent, tracestate")
                .containsEntry("access-control-allow-origin", NAMED);
    }
}
