package io.ovation.likes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods of RFC 9110, section 9, and others. */
class MethodsIT {

    @TempDir
    private static Path directory;

    private static BackendNode node;
    private static RawClient raw;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(directory, "");
        raw = new RawClient(node.address());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/videos/42", "/videos/42?limit=1", "/presence?member=ada"})
    void head_isAnsweredWhereverGetIs_withoutTheContent(String target) throws Exception {
        RawClient.Answer get = raw.get(target);
        RawClient.Answer head = raw.request("HEAD", target);

        assertThat(get.status()).isEqualTo(200);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers())
                .containsEntry("content-type", get.headers().get("content-type"))
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("content-length", get.headers().get("content-length"));
    }

    @ParameterizedTest
    @CsvSource({"/likes, 405", "/comments/42, 405", "/nothing, 404", "/videos/.., 400", "/videos/42?limit=x, 400"})
    void headOfWhatCannotBeRead_isRefusedAsGetIs(String target, int status) throws Exception {
        RawClient.Answer head = raw.request("HEAD", target);

        assertThat(head.status()).isEqualTo(status).isEqualTo(raw.get(target).status());
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/likes, 'POST, OPTIONS'",
        "/comments, 'POST, OPTIONS'",
        "/comments/42, 'DELETE, OPTIONS'",
        "/typing, 'POST, OPTIONS'",
        "/presence, 'GET, HEAD, POST, OPTIONS'",
        "/videos/42, 'GET, HEAD, OPTIONS'",
        "*, 'GET, HEAD, POST, DELETE, OPTIONS'",
    })
    void options_namesTheMethods_andSoDoes405(String target, String methods) throws Exception {
        RawClient.Answer options = raw.request("OPTIONS", target);

        assertThat(options.status()).isEqualTo(204);
        assertThat(options.headers()).containsEntry("allow", methods).doesNotContainKey("content-length");
        if (!target.equals("*")) {
            RawClient.Answer refused = raw.request("PUT", target, "Content-Length: 0");
            refused.assertProblem(405, "method-not-allowed", "allowed here: " + methods);
            assertThat(refused.headers()).containsEntry("allow", methods);
        }
    }

    @Test
    void asterisk_isForOptionsAlone() throws Exception {
        raw.get("*").assertProblem(400, "malformed", "a request's target begins with '/'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FETCH", "PROPFIND", "get", "Post", "X", "AMETHODTHATISLONGERTHANANYOTHER"})
    void unknownMethod_is501_whateverThePath(String method) throws Exception {
        for (String target : new String[] {"/likes", "/nothing", "*"}) {
            raw.request(method, target).assertProblem(501, "not-implemented", "nothing here answers to this method");
        }
    }

    @Test
    void connect_is405() throws Exception {
        raw.request("CONNECT", "test:80").assertProblem(405, "method-not-allowed", "this path answers to GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "nonsense, chunked"})
    void unknownTransferCoding_is501(String coding) throws Exception {
        raw.request("POST", "/likes", "Transfer-Encoding: " + coding)
                .assertProblem(501, "not-implemented", "the only transfer coding that is known here is chunked");
    }

    /** RFC 9112, section 6.3: nobody could tell where the body ends. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "nonsense"})
    void bodyThatIsNotInChunksAtLast_is400(String coding) throws Exception {
        raw.request("POST", "/likes", "Transfer-Encoding: " + coding)
                .assertProblem(400, "malformed", "this is not an HTTP/1.1 request");
    }

    @Test
    void trace_is405_andEchoesNothing() throws Exception {
        RawClient.Answer answer = raw.request("TRACE", "/videos/42", "X-Secret: yes");

        answer.assertProblem(405, "method-not-allowed", "allowed here: GET, HEAD, OPTIONS");
        assertThat(answer.body()).doesNotContain("yes");
    }

    /** What stands before the first space is no method if it is no token. */
    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "G(T / HTTP/1.1", "GÉT / HTTP/1.1", "averylongline,andnomethodinit / HTTP/1.1"})
    void garbage_isNoMethod(String line) throws Exception {
        raw.send(line + "\r\nHost: test\r\n\r\n").assertProblem(400, "malformed", "this is not an HTTP/1.1 request");
    }
}
