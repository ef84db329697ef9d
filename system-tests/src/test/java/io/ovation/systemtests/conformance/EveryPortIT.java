package io.ovation.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.systemtests.conformance.RawConnection.Answer;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What RFC 9110 and 9112 ask of a server, octet by octet, at each port of a node. */
class EveryPortIT {

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static final String HOST = "Host: localhost\r\n";
    private static final String END = "\r\n";
    private static final String DATE = "[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT";

    private static NodeProcess node;

    @BeforeAll
    static void start() {
        node = NODES.demo();
    }

    /** Requests that are as good as any other, in which PATH stands for something that can be read. */
    private static final Map<String, String> SERVED = Map.ofEntries(
            Map.entry("plain", "GET PATH HTTP/1.1\r\n" + HOST),
            Map.entry("absolute form", "GET http://any.example:8080PATH HTTP/1.1\r\n" + HOST),
            Map.entry("a higher minor version", "GET PATH HTTP/1.2\r\n" + HOST),
            Map.entry("HTTP/1.0", "GET PATH HTTP/1.0\r\n" + HOST),
            Map.entry("an empty line before", "\r\nGET PATH HTTP/1.1\r\n" + HOST),
            Map.entry("an empty Host", "GET PATH HTTP/1.1\r\nHost:\r\n"),
            Map.entry("an address as Host", "GET PATH HTTP/1.1\r\nHost: [::1]:8080\r\n"),
            Map.entry("a name in other letters", "GET PATH HTTP/1.1\r\nhOST: localhost\r\n"),
            Map.entry("whitespace around a value", "GET PATH HTTP/1.1\r\nHost:  \t localhost \t \r\n"),
            Map.entry("an unknown field", "GET PATH HTTP/1.1\r\n" + HOST + "X-Unknown: a, ,b\r\n"),
            Map.entry("octets above ASCII in a value", "GET PATH HTTP/1.1\r\n" + HOST + "X-Unknown: \u00e9\u00ff\r\n"),
            Map.entry("upgrade", "GET PATH HTTP/1.1\r\n" + HOST + "Connection: Upgrade\r\nUpgrade: h2c\r\n"),
            Map.entry("a range", "GET PATH HTTP/1.1\r\n" + HOST + "Range: bytes=0-1\r\n"),
            Map.entry("dates", "GET PATH HTTP/1.1\r\n" + HOST + "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT\r\n"),
            Map.entry(
                    "no body, in chunks",
                    "GET PATH HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            Map.entry("a long field", "GET PATH HTTP/1.1\r\n" + HOST + "X-Long: " + "a".repeat(8_000) + "\r\n"));

    /** Requests that are refused, with the statuses of which one is right. */
    private static final Map<String, Refused> REFUSED = Map.ofEntries(
            refused("no Host", "GET PATH HTTP/1.1\r\n", 400),
            refused("two Hosts", "GET PATH HTTP/1.1\r\nHost: a\r\nHost: a\r\n", 400),
            refused("an invalid Host", "GET PATH HTTP/1.1\r\nHost: a b\r\n", 400),
            refused("another major version", "GET PATH HTTP/2.0\r\n" + HOST, 505),
            refused("no HTTP", "nonsense\r\n", 400),
            refused("no version", "GET PATH\r\n" + HOST, 400),
            refused("octets above ASCII in the target", "GET PATH\u00e9 HTTP/1.1\r\n" + HOST, 400),
            refused("a space in the target", "GET PATH x HTTP/1.1\r\n" + HOST, 400),
            refused("a fragment", "GET PATH#part HTTP/1.1\r\n" + HOST, 400),
            refused("an absolute form without host", "GET http://PATH HTTP/1.1\r\n" + HOST, 400),
            refused("a user", "GET http://user@testPATH HTTP/1.1\r\n" + HOST, 400),
            refused("space before the colon", "GET PATH HTTP/1.1\r\n" + HOST + "X-Unknown : a\r\n", 400),
            refused("whitespace before the first field", "GET PATH HTTP/1.1\r\n X-Unknown: a\r\n" + HOST, 400),
            refused("a field without name", "GET PATH HTTP/1.1\r\n" + HOST + ": a\r\n", 400),
            refused("a carriage return in a value", "GET PATH HTTP/1.1\r\n" + HOST + "X-Unknown: a\rb\r\n", 400),
            refused("a NUL in a value", "GET PATH HTTP/1.1\r\n" + HOST + "X-Unknown: a\0b\r\n", 400),
            refused("an unknown method", "BREW PATH HTTP/1.1\r\n" + HOST, 501),
            refused("TRACE", "TRACE PATH HTTP/1.1\r\n" + HOST, 405),
            refused("CONNECT", "CONNECT test:80 HTTP/1.1\r\nHost: test:80\r\n", 405, 501),
            refused("a long target", "GET PATH" + "a".repeat(60_000) + " HTTP/1.1\r\n" + HOST, 414),
            refused(
                    "long fields",
                    "GET PATH HTTP/1.1\r\n" + HOST + ("X-Unknown: " + "a".repeat(4_000) + "\r\n").repeat(40),
                    431),
            refused(
                    "a length and chunks",
                    post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                    400),
            refused("two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"), 400),
            refused("a length that is none", post("Content-Length: two\r\n", "{}"), 400),
            refused("a length with a sign", post("Content-Length: +2\r\n", "{}"), 400),
            refused("a negative length", post("Content-Length: -2\r\n", "{}"), 400),
            refused("a length beyond numbers", post("Content-Length: 99999999999999999999\r\n", "{}"), 400, 413),
            refused("another coding", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501),
            refused("chunks that are not last", post("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"), 400, 501),
            refused(
                    "a chunk beyond numbers",
                    post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n{}"),
                    400,
                    413));

    private record Refused(String request, Set<Integer> statuses) {}

    private static Map.Entry<String, Refused> refused(String what, String request, Integer... statuses) {
        return Map.entry(what, new Refused(request, Set.of(statuses)));
    }

    /** To a path of which no port knows anything, so that what counts is the request alone. */
    private static String post(String fields, String body) {
        return "POST /nothing HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n" + fields + END + body;
    }

    static Stream<Arguments> served() {
        return atEveryPort(SERVED.keySet());
    }

    static Stream<Arguments> refusals() {
        return atEveryPort(REFUSED.keySet());
    }

    private static Stream<Arguments> atEveryPort(Set<String> requests) {
        return Arrays.stream(Port.values())
                .flatMap(port -> requests.stream().sorted().map(request -> arguments(port, request)));
    }

    @ParameterizedTest
    @MethodSource("served")
    void requestAsItMayBe_isServed(Port port, String what) throws IOException {
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            Answer answer = connection.send(request(port, SERVED.get(what))).readAnswer();

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertWellFormed(answer);
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void requestAsItMustNotBe_isRefused(Port port, String what) throws IOException {
        Refused refused = REFUSED.get(what);
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            Answer answer = connection.send(request(port, refused.request())).readAnswer();

            assertThat(answer.status()).as(answer.toString()).isIn(refused.statuses());
            assertWellFormed(answer);
            if (refused.request().contains(END + END)) {
                // Nobody knows where its body ends, and what the next request is.
                assertThat(answer.header("connection")).isEqualToIgnoringCase("close");
                assertThat(connection.ends()).isTrue();
            }
        }
    }

    /** As a browser asks for a page of a site whose name was made to lead here. */
    @ParameterizedTest
    @EnumSource
    void requestForAnotherHost_isMisdirected(Port port) throws IOException {
        String head = "GET " + (port == Port.MANAGEMENT ? "/metrics" : port.path()) + " HTTP/1.1\r\n";
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            connection.send(head + "Host: rebound.example:" + port.of(node).getPort() + END + END + head + HOST + END);

            Answer refusal = connection.readAnswer();
            assertThat(refusal.status()).isEqualTo(421);
            assertThat(refusal.body()).contains("OVATION_ALLOWED_HOSTS");
            assertWellFormed(refusal);
            assertThat(connection.readAnswer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void requests_areAnsweredInOrder_untilOneIsTheLast(Port port) throws IOException {
        String head = "GET " + port.path() + " HTTP/1.1\r\n" + HOST;
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            connection.send(head + END + "GET /nothing HTTP/1.1\r\n" + HOST + END + head + "Connection: close\r\n" + END
                    + head + END);

            assertThat(connection.readAnswer().status()).isEqualTo(200);
            assertThat(connection.readAnswer().status()).isEqualTo(404);
            Answer last = connection.readAnswer();
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.header("connection")).isEqualToIgnoringCase("close");
            assertThat(connection.ends()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connection_staysOrEnds_asVersionAndConnectionSay(Port port) throws IOException {
        assertPersistence(port, "HTTP/1.1", "", true);
        assertPersistence(port, "HTTP/1.1", "Connection: close\r\n", false);
        assertPersistence(port, "HTTP/1.1", "Connection: CLOSE\r\n", false);
        assertPersistence(port, "HTTP/1.0", "", false);
        assertPersistence(port, "HTTP/1.0", "Connection: keep-alive\r\n", true);
    }

    @ParameterizedTest
    @EnumSource
    void emptyMembersOfConnection_areIgnored(Port port) throws IOException {
        assertPersistence(port, "HTTP/1.1", "Connection: ,, close ,\r\n", false);
    }

    private static void assertPersistence(Port port, String version, String field, boolean stays) throws IOException {
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            Answer answer = connection
                    .send("GET " + port.path() + ' ' + version + END + HOST + field + END)
                    .readAnswer();

            assertThat(answer.status()).isEqualTo(200);
            if (stays) {
                assertThat(connection.stays()).as("%s %s", version, field).isTrue();
            } else {
                assertThat(connection.ends()).as("%s %s", version, field).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void head_isAnsweredWithoutContent(Port port) throws IOException {
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            connection.send("HEAD " + port.path() + " HTTP/1.1\r\n" + HOST + END);
            Answer head = connection.readHead();
            connection.send("GET " + port.path() + " HTTP/1.1\r\n" + HOST + END);
            Answer get = connection.readAnswer();

            assertThat(head.status()).isEqualTo(get.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
        }
    }

    /** In chunks, with extensions and trailers. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MANAGEMENT")
    void bodyInChunks_isRead(Port port) throws IOException {
        String path = port == Port.PUBLISHERS ? "/likes" : "/v1/stream/nobody/topics";
        String body = "9;name=\"va;lue\"\r\n{\"video\":\r\n4\r\n\"42\"\r\n1\r\n}\r\n0\r\nX-Trailer: 1\r\n\r\n";
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            connection.send("POST " + path + " HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n" + body);

            // To the viewers' port it is JSON with a field that is not known there.
            assertThat(connection.readAnswer().status()).isEqualTo(port == Port.PUBLISHERS ? 202 : 400);
            assertThat(connection
                            .send("GET " + port.path() + " HTTP/1.1\r\n" + HOST + END)
                            .readAnswer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MANAGEMENT")
    void body_isAskedForBeforeItComes(Port port) throws IOException {
        String path = port == Port.PUBLISHERS ? "/likes" : "/v1/stream/nobody/topics";
        String head =
                "POST " + path + " HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: 2\r\n";
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            assertThat(connection
                            .send(head + "Expect: 100-continue\r\n\r\n")
                            .readHead()
                            .status())
                    .isEqualTo(100);
            assertThat(connection.send("[]").readAnswer().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MANAGEMENT")
    void otherExpectation_isRefused(Port port) throws IOException {
        try (RawConnection connection = RawConnection.to(port.of(node))) {
            connection.send("POST /v1/stream/nobody/topics HTTP/1.1\r\n" + HOST
                    + "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: a miracle\r\n\r\n");

            assertThat(connection.readAnswer().status()).isEqualTo(417);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PUBLISHERS")
    void requestThatBreaksOff_isNotApplied(Port port) throws IOException {
        String body = "{\"video\":\"cut\"}";
        String head = "POST /likes HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
        for (String part : List.of(
                head + "Content-Length: 100\r\n\r\n" + body,
                head + "Transfer-Encoding: chunked\r\n\r\nf\r\n" + body + "\r\n",
                head + "Content-Length: 15\r\n")) {
            try (RawConnection connection = RawConnection.to(port.of(node))) {
                connection.send(part).halfClose();
                connection.awaitEnd();
            }
        }
        JsonNode likes = new Api(node.publishers()).video("cut").path("likes");
        assertThat(likes).isEmpty();
    }

    /** A body, if it has one, included. */
    private static String request(Port port, String request) {
        String octets = request.replace("PATH", port.path());
        return octets.contains(END + END) ? octets : octets + END;
    }

    /** Of whatever status. */
    private static void assertWellFormed(Answer answer) {
        assertThat(answer.version()).startsWith("HTTP/1.");
        assertThat(answer.header("date")).as(answer.toString()).matches(DATE);
        assertThat(answer.headers().keySet()).doesNotContain("transfer-encoding", "upgrade");
        assertThat(answer.headers())
                .allSatisfy((name, lines) -> assertThat(lines)
                        .as(name)
                        .hasSize(1)
                        .allMatch(line -> line.equals(line.strip()) && !line.isEmpty()));
        assertThat(answer.headers()).containsKeys("content-length", "content-type");
        if (answer.header("content-type").startsWith("application/problem+json")) {
            JsonNode problem = Json.read(answer.body().getBytes(StandardCharsets.ISO_8859_1));
            assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
            assertThat(problem.path("type").asText()).startsWith("urn:ovation:problem:");
        }
        if (answer.status() == 405) {
            assertThat(answer.header("allow")).isNotEmpty();
        }
    }
}
