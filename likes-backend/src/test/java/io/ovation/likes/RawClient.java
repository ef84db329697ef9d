package io.ovation.likes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.http.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends requests as they are written, which no HTTP client does, one a connection. */
record RawClient(InetSocketAddress address) {

    private static final int PATIENCE_MILLIS = 10_000;

    /** @param headers by name in lower case, those that come several times joined */
    record Answer(int status, Map<String, String> headers, String body) {

        void assertProblem(int expected, String type, String detail) {
            assertThat(status).as(body).isEqualTo(expected);
            assertThat(headers).containsEntry("content-type", "application/problem+json");
            assertThat(Json.read(body.getBytes(UTF_8)).get("type").textValue())
                    .isEqualTo("urn:ovation:problem:" + type);
            assertThat(Json.read(body.getBytes(UTF_8)).get("detail").textValue())
                    .contains(detail);
        }
    }

    Answer get(String target) throws IOException {
        return request("GET", target);
    }

    /** @param headers each as it is in a request */
    Answer request(String method, String target, String... headers) throws IOException {
        return send(head(method + " " + target + " HTTP/1.1", headers));
    }

    Answer post(String target, String body, String... headers) throws IOException {
        String length = "Content-Length: " + body.getBytes(UTF_8).length;
        String head = head("POST " + target + " HTTP/1.1", headers);
        return send(head.substring(0, head.length() - 2) + length + "\r\n\r\n"
                + new String(body.getBytes(UTF_8), ISO_8859_1));
    }

    private static String head(String line, String... headers) {
        StringBuilder head = new StringBuilder(line).append("\r\nHost: test\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Reads until the server ends the connection, which the request should ask for. */
    Answer send(String bytes) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    private static Answer answer(String text) {
        String[] parts = text.split("\r\n\r\n", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        parts[0].lines().skip(1).forEach(line -> {
            String[] header = line.split(": ?", 2);
            headers.merge(header[0].toLowerCase(Locale.ROOT), header[1], (one, other) -> one + ", " + other);
        });
        int status = Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        return new Answer(status, headers, parts.length < 2 ? "" : parts[1]);
    }
}
