package io.ovation.likes;

import static io.ovation.likes.ApiClient.assertAccepted;
import static io.ovation.likes.ApiClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsIT {

    private static final int MAX_BODY = 4_096;

    @TempDir
    private static Path directory;

    private static BackendNode node;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(
                directory, "ovation { likes.http.max-body = " + MAX_BODY + ", edge.request-timeout = 1s }");
        api = new ApiClient(node.address());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void nobodyElseIsDisturbed() throws Exception {
        assertAccepted(api.post("/likes", "{\"video\":\"other\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/likes", "/comments", "/typing"})
    void bodyThatIsNotJson_is400(String path) throws Exception {
        assertProblem(api.post(path, "{\"video\":"), 400, "malformed", "the body is not JSON");
        assertProblem(api.post(path, "{} {}"), 400, "malformed", "the body is not JSON");
        assertProblem(api.post(path, ""), 400, "malformed", "the body is empty");
        assertProblem(api.post(path, "[".repeat(2_000)), 400, "malformed", "the body is not JSON");
        byte[] notUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        assertProblem(
                api.send(api.postRequest(path, BodyPublishers.ofByteArray(notUtf8))),
                400,
                "malformed",
                "the body is not UTF-8 from byte 3 on");
        byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xc1, (byte) 0xa1, (byte) 0xc0, (byte) 0xaf, '"', '}'};
        assertProblem(
                api.send(api.postRequest(path, BodyPublishers.ofByteArray(overlong))),
                400,
                "malformed",
                "the body is not UTF-8 from byte 7 on");
        assertProblem(
                api.send(api.postRequest(path, BodyPublishers.ofString("{}", StandardCharsets.UTF_16LE))),
                400,
                "malformed",
                "the body is in UTF-16 or UTF-32");
        assertProblem(api.post(path, "{\"a\":1,\"a\":1}"), 400, "malformed", "Duplicate field 'a'");
        assertProblem(api.post(path, "{\"a\":\"\\ud800\"}"), 400, "malformed", "half a surrogate pair");
    }

    @Test
    void invalidFields_are400AndNamed() throws Exception {
        assertProblem(
                api.post("/likes", "[{\"video\":\"42\"},{\"video\":\"42\",\"reaction\":\"meh\"}]"),
                400,
                "invalid",
                "[1]: field 'reaction' must be one of heart, like, clap, laugh, wow, fire");
        assertProblem(
                api.post("/comments", "{\"video\":\"42\",\"member\":\"ada\",\"text\":\"" + "x".repeat(501) + "\"}"),
                400,
                "invalid",
                "field 'text' must be 1 to 500 characters");
        assertProblem(api.post("/typing", "{\"video\":\"42\"}"), 400, "invalid", "field 'member' is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "/videos/a%20b, video id",
        "/videos/42?limit=-1, query parameter 'limit' must be a whole number from 0 to 200",
        "/videos/42?limit=201, query parameter 'limit' must be a whole number from 0 to 200",
        "/videos/42?limit=99999999999, query parameter 'limit' must be",
        "/videos/42?before=%00, before id",
        "/videos/42?limits=5, unknown query parameter 'limits'; known here: limit",
    })
    void invalidQueries_are400(String path, String detail) throws Exception {
        assertProblem(api.get(path), 400, "invalid", detail);
    }

    @Test
    void longVideoId_is400() throws Exception {
        assertProblem(api.get("/videos/" + "x".repeat(129)), 400, "invalid", "video id");
    }

    @Test
    void longIdempotencyKey_is400() throws Exception {
        HttpResponse<byte[]> response = api.send(api.postRequest(
                        "/comments", BodyPublishers.ofString("{\"video\":\"42\",\"member\":\"ada\",\"text\":\"hi\"}"))
                .header("Idempotency-Key", "k".repeat(129)));

        assertProblem(response, 400, "invalid", "header Idempotency-Key must be 1 to 128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/nothing", "/likes/", "/likes/42", "/videos", "/videos/", "/videos/a/b", "/presence/ada"})
    void unknownPath_is404(String path) throws Exception {
        assertProblem(api.get(path), 404, "not-found", "nothing is at this path");
        assertProblem(api.post(path, "{}"), 404, "not-found", "nothing is at this path");
        assertProblem(api.send(api.request(path).method("OPTIONS", BodyPublishers.noBody())), 404, "not-found", "path");
    }

    @ParameterizedTest
    @CsvSource({
        "/likes, GET, POST",
        "/likes, DELETE, POST",
        "/comments, PUT, POST",
        "/comments/42, GET, DELETE",
        "/comments/42, POST, DELETE",
        "/typing, GET, POST",
        "/videos/42, POST, 'GET, HEAD'",
        "/presence, DELETE, 'GET, HEAD, POST'",
        "/likes, PATCH, POST",
    })
    void wrongMethod_is405AndSaysWhichAreRight(String path, String method, String allowed) throws Exception {
        HttpResponse<byte[]> response = api.send(api.request(path).method(method, BodyPublishers.ofString("x")));

        assertProblem(response, 405, "method-not-allowed", allowed);
        assertThat(response.headers().firstValue("Allow")).contains(allowed + ", OPTIONS");
    }

    @Test
    void largeBody_is413() throws Exception {
        String large = "{\"video\":\"" + "x".repeat(MAX_BODY) + "\"}";

        assertProblem(api.post("/likes", large), 413, "too-large", "at most " + MAX_BODY + " bytes");
    }

    @Test
    void largeBodyOfUnknownLength_is413() throws Exception {
        byte[] large = new byte[3 * MAX_BODY];
        HttpResponse<byte[]> response = api.send(
                api.postRequest("/likes", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        assertProblem(response, 413, "too-large", "at most " + MAX_BODY + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/json", "application/json5"})
    void otherContentType_is415(String type) throws Exception {
        HttpResponse<byte[]> response = api.send(
                api.request("/likes").header("Content-Type", type).POST(BodyPublishers.ofString("{\"video\":\"42\"}")));

        assertProblem(response, 415, "unsupported-media-type", "Content-Type must be application/json");
    }

    @Test
    void missingContentType_is415() throws Exception {
        assertProblem(
                api.send(api.request("/likes").POST(BodyPublishers.ofString("{\"video\":\"42\"}"))),
                415,
                "unsupported-media-type",
                "Content-Type must be application/json");
    }

    @Test
    void contentTypeWithCharset_isTaken() throws Exception {
        assertAccepted(api.send(api.request("/likes")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString("{\"video\":\"42\"}"))));
    }

    @ParameterizedTest
    @CsvSource({
        "'nonsense', 400",
        "'GET /likes HTTP/9.9', 505",
        "'GET /a b HTTP/1.1', 400",
        "'GET /videos/%zz HTTP/1.1', 400",
        "'GET /videos/42?limit=%zz HTTP/1.1', 400",
        "'POST /likes HTTP/1.1\nContent-Length: many', 400",
    })
    void garbage_isRefused(String head, int status) throws Exception {
        assertThat(raw((head.replace("\n", "\r\n") + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)))
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json")
                .contains("\"status\":" + status);
    }

    @Test
    void binaryGarbage_is400() throws Exception {
        byte[] handshake = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, '\r', '\n', '\r', '\n'};

        assertThat(raw(handshake)).startsWith("HTTP/1.1 400").contains("urn:ovation:problem:malformed");
    }

    @Test
    void longRequestLine_is414() throws Exception {
        assertThat(raw(("GET /" + "x".repeat(30_000) + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII)))
                .startsWith("HTTP/1.1 414")
                .contains("urn:ovation:problem:uri-too-long");
    }

    @Test
    void largeHeader_is431() throws Exception {
        assertThat(raw(("GET /videos/42 HTTP/1.1\r\nHost: x\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)))
                .startsWith("HTTP/1.1 431")
                .contains("urn:ovation:problem:headers-too-large");
    }

    @Test
    void bodyThatDoesNotArrive_is408() throws Exception {
        assertThat(raw("POST /likes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
                        .getBytes(StandardCharsets.US_ASCII)))
                .startsWith("HTTP/1.1 408")
                .contains("urn:ovation:problem:timeout");
    }

    @Test
    void browsersOfAnyOrigin_mayPublish() throws Exception {
        HttpResponse<byte[]> preflight = api.send(api.request("/comments")
                .header("Origin", "https://example.org")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,idempotency-key,traceparent")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("POST");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Authorization, Content-Type, Idempotency-Key, traceparent, tracestate");
        assertThat(api.post("/likes", "{").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    /** Sends bytes and reads until the server ends the connection. */
    private static String raw(byte[] bytes) throws Exception {
        try (Socket socket =
                new Socket(node.address().getAddress(), node.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return readResponse(socket);
        }
    }

    private static String readResponse(Socket socket) throws IOException {
        StringBuilder response = new StringBuilder();
        byte[] buffer = new byte[4_096];
        while (!response.toString().endsWith("}")) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                break;
            }
            response.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        return response.toString();
    }
}
