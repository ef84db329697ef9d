package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code test-page.js} lies among the resources of the tests. */
@ExtendWith(NoLeaks.class)
class PagesIT {

    private static final String BODY = "export const greeting = \"Grüße\";\n";
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(
                new ScriptedTopics(), "ovation.frontend.edge.publish-url = \"http://publisher.example\"");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void page_isServedWithItsTypeAndTag() throws IOException {
        RawClient.Answer answer = request("GET", "/test-page.js", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body().getBytes(ISO_8859_1), UTF_8)).isEqualTo(BODY);
        assertThat(answer.headers())
                .containsEntry("content-type", "text/javascript;charset=utf-8")
                .containsEntry("cache-control", "no-cache")
                .containsEntry("x-content-type-options", "nosniff")
                .containsKeys("etag", "content-security-policy");
    }

    @Test
    void query_isNoPartOfThePath() throws IOException {
        assertThat(request("GET", "/test-page.js?video=42", "").status()).isEqualTo(200);
    }

    @Test
    void knownPage_isNotSentAgain() throws IOException {
        String etag = request("GET", "/test-page.js", "").headers().get("etag");
        try (RawClient client = node.connect()) {
            client.send("GET /test-page.js HTTP/1.1\r\nHost: test\r\nIf-None-Match: " + etag + "\r\n\r\n");

            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 304 ")
                    .contains("\r\netag: " + etag)
                    .contains("\r\ncontent-length: " + BODY.getBytes(UTF_8).length);
            assertNothingBefore404(client);
        }
        assertThat(request("GET", "/test-page.js", "If-None-Match: \"other\"\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void head_isGetWithoutTheBody() throws IOException {
        try (RawClient client = node.connect()) {
            client.send("HEAD /test-page.js HTTP/1.1\r\nHost: test\r\n\r\n");

            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\r\ncontent-length: " + BODY.getBytes(UTF_8).length);
            assertNothingBefore404(client);
        }
    }

    /** The next bytes on the connection are those of the next answer. */
    private static void assertNothingBefore404(RawClient client) throws IOException {
        client.send("GET /nothing HTTP/1.1\r\nHost: test\r\n\r\n");
        assertThat(client.readHead()).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/client.js"})
    void shippedPages_areThere(String path) throws IOException {
        assertThat(request("GET", path, "").status()).isEqualTo(200);
    }

    @Test
    void demoJson_tellsWhereToPublish() throws IOException {
        assertThat(request("GET", "/demo.json", "").body())
                .isEqualTo("{\"publishUrl\":\"http://publisher.example\",\"access\":\"open\"}");
    }

    @Test
    void options_allowPagesOfOtherSites() throws IOException {
        RawClient.Answer answer = request("OPTIONS", "/v1/stream/any/topics", "Origin: http://elsewhere.example\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("access-control-allow-methods", "GET, POST")
                .doesNotContainKey("content-length");
    }

    @Test
    void http10Client_getsThePageAndTheEnd() throws IOException {
        try (RawClient client = node.connect()) {
            client.send("GET /test-page.js HTTP/1.0\r\n\r\n");

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("e\";\n");
        }
    }

    private static RawClient.Answer request(String method, String uri, String headers) throws IOException {
        try (RawClient client = node.connect()) {
            client.send(method + " " + uri + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n");
            return client.readAnswer();
        }
    }
}
