package io.ovation.frontend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.frontend.FrontendNode;
import io.ovation.frontend.NoLeaks;
import io.ovation.frontend.RawClient;
import io.ovation.frontend.ScriptedTopics;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, sections 13 and 14. In what is asked, TAG stands for the tag of the page. */
@ExtendWith(NoLeaks.class)
class ConditionalRequestIT {

    private static FrontendNode node;
    private static String etag;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(new ScriptedTopics(), "");
        etag = ask("GET", "/test-page.js", "").headers().get("etag");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TAG                   | 304
            W/TAG                 | 304
            "a", TAG              | 304
            "a,b" ,, W/"c" ,TAG,  | 304
            *                     | 304
            "other"               | 200
            W/"other", "more"     | 200
            other, TAG            | 200
            w/TAG                 | 200
            "", "unfinished       | 200
            """)
    void ifNoneMatch_takesListsAndStar(String tags, int status) throws IOException {
        assertThat(ask("GET", "/test-page.js", "If-None-Match: " + tags + "\r\n")
                        .status())
                .isEqualTo(status);
        assertThat(ask("HEAD", "/test-page.js", "If-None-Match: " + tags + "\r\n")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void ifNoneMatch_mayBeOnSeveralLines() throws IOException {
        assertThat(ask("GET", "/test-page.js", "If-None-Match: \"a\"\r\nIf-None-Match: TAG\r\n")
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TAG             | 200
            "a", TAG        | 200
            *               | 200
            W/TAG           | 412
            "other"         | 412
            `` | 412
            """)
    void ifMatch_comparesStrongly(String tags, int status) throws IOException {
        assertThat(ask("GET", "/test-page.js", "If-Match: " + tags + "\r\n").status())
                .isEqualTo(status);
    }

    @Test
    void ifMatch_comesFirst() throws IOException {
        assertThat(ask("GET", "/test-page.js", "If-Match: \"other\"\r\nIf-None-Match: TAG\r\n")
                        .status())
                .isEqualTo(412);
        assertThat(ask("GET", "/test-page.js", "If-Match: TAG\r\nIf-None-Match: TAG\r\n")
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT",
                "If-Modified-Since: yesterday",
                "If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
                "If-Range: \"other\"",
                "Range: bytes=0-1",
                "Range: lines=1"
            })
    void datesAndRanges_areIgnored(String field) throws IOException {
        assertThat(ask("GET", "/test-page.js", field + "\r\n").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404",
        "OPTIONS, /test-page.js, 204",
        "POST, /test-page.js, 405",
        "GET, /test-page.js?%, 400",
        "GET, /v1/stream?topics=a, 400"
    })
    void preconditions_comeLast(String method, String target, int status) throws IOException {
        assertThat(ask(method, target, "If-Match: \"other\"\r\n").status()).isEqualTo(status);
        assertThat(ask(method, target, "If-None-Match: *\r\n").status()).isEqualTo(status);
    }

    @Test
    void notModified_keepsFields() throws IOException {
        RawClient.Answer page = ask("GET", "/test-page.js", "");
        RawClient.Answer known = ask("GET", "/test-page.js", "If-None-Match: TAG\r\n");

        for (String field : new String[] {"etag", "cache-control", "content-length", "content-security-policy"}) {
            assertThat(known.headers()).containsEntry(field, page.headers().get(field));
        }
    }

    @Test
    void etag_isStrongAndThatOfThePage() throws IOException {
        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        assertThat(ask("GET", "/index.html", "").headers().get("etag")).isNotEqualTo(etag);
        assertThat(ask("GET", "/demo.json", "").headers()).containsKey("etag");
    }

    private static RawClient.Answer ask(String method, String target, String fields) throws IOException {
        try (RawClient client = node.connect()) {
            String request = method + " " + target + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n";
            return client.send(etag == null ? request : request.replace("TAG", etag))
                    .readAnswerToHead();
        }
    }
}
