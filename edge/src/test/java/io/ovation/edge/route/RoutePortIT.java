package io.ovation.edge.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Accept;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.common.http.AllowedOrigins;
import io.ovation.edge.ConnectionSettings;
import io.ovation.edge.CrossOrigin;
import io.ovation.edge.PortSettings;
import io.ovation.edge.ServiceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route answers, as a client sees it on its socket. */
class RoutePortIT {

    private static final int PATIENCE_SECONDS = 20;
    private static final int MOST_BYTES_ON_LOOP = 100;
    private static final String END = " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    private static final Config CONFIG = ConfigFactory.parseString(
                    "ovation.edge { request-timeout = 1 s, answer-timeout = 1 s }")
            .withFallback(ConfigFactory.load());

    private final ActorTestKit testKit = ActorTestKit.create(CONFIG);
    private final CompletableFuture<HttpResponse> later = new CompletableFuture<>();
    private final TestProbe<String> begun = testKit.createTestProbe();
    private final TestProbe<String> cancelled = testKit.createTestProbe();
    private final AtomicInteger parts = new AtomicInteger();
    private RoutePort port;

    @BeforeEach
    void bind() throws Exception {
        ConnectionSettings connections = ServiceSettings.from(CONFIG).connections();
        PortSettings settings = new PortSettings(
                "test",
                "test.port",
                "127.0.0.1",
                0,
                100,
                10_000,
                Optional.empty(),
                Optional.of(new CrossOrigin(AllowedOrigins.ANY, "GET, POST", "Content-Type")),
                connections);
        port = RoutePort.bind(
                        testKit.system(),
                        settings,
                        Duration.ofSeconds(10),
                        List.of(HttpMethod.GET, HttpMethod.HEAD),
                        MOST_BYTES_ON_LOOP,
                        this::route)
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    private CompletionStage<HttpResponse> route(HttpRequest request) {
        HttpResponse ok = HttpResponse.create();
        return switch (request.getUri().path()) {
            case "/strict" -> now(ok.withEntity("hello").addHeader(RawHeader.create("X-Of-Route", "yes")));
            case "/nothing" -> now(ok.withStatus(204));
            case "/echo" -> now(ok.withEntity(request.entity()));
            case "/thread" -> now(ok.withEntity(Thread.currentThread().getName()));
            case "/client" ->
                now(ok.withEntity(request.getAttribute(AttributeKeys.remoteAddress)
                        .orElseThrow()
                        .getAddress()
                        .orElseThrow()
                        .getHostAddress()));
            case "/uri" -> now(ok.withEntity(request.getUri().toString()));
            case "/typed" ->
                now(ok.withEntity(
                        request.getHeader(Accept.class).map(Accept::toString).orElse("none")));
            case "/parts" ->
                now(ok.withEntity(HttpEntities.createChunked(
                        ContentTypes.TEXT_PLAIN_UTF8,
                        Source.from(List.of("one", "two", "three")).map(ByteString::fromString))));
            case "/known" ->
                now(ok.withEntity(HttpEntities.create(
                        ContentTypes.TEXT_PLAIN_UTF8,
                        6,
                        Source.from(List.of("one", "two")).map(ByteString::fromString))));
            case "/cut" ->
                now(ok.withEntity(HttpEntities.createChunked(
                        ContentTypes.TEXT_PLAIN_UTF8,
                        Source.from(List.of("one", "two")).map(RoutePortIT::cutAtTwo))));
            case "/endless" -> now(ok.withEntity(HttpEntities.createChunked(ContentTypes.TEXT_PLAIN_UTF8, endless())));
            case "/silent" ->
                now(ok.withEntity(HttpEntities.createChunked(
                        ContentTypes.TEXT_PLAIN_UTF8,
                        Source.single(ByteString.fromString("one"))
                                .concat(Source.tick(
                                                Duration.ofSeconds(3), Duration.ofDays(1), ByteString.fromString("two"))
                                        .mapMaterializedValue(any -> akka.NotUsed.getInstance()))
                                .take(2))));
            case "/later" -> {
                begun.ref().tell("begun");
                yield later;
            }
            case "/throws" -> throw new IllegalStateException("a test");
            default -> now(ok.withStatus(404));
        };
    }

    private Source<ByteString, akka.NotUsed> endless() {
        ByteString part = ByteString.fromArray(new byte[64 * 1024]);
        return Source.repeat(part)
                .map(same -> {
                    parts.incrementAndGet();
                    return same;
                })
                .watchTermination((left, end) -> {
                    end.whenComplete((done, failure) -> cancelled.ref().tell("cancelled"));
                    return left;
                });
    }

    private static ByteString cutAtTwo(String part) {
        if (part.equals("two")) {
            throw new IllegalStateException("cut");
        }
        return ByteString.fromString(part);
    }

    private static CompletionStage<HttpResponse> now(HttpResponse response) {
        return CompletableFuture.completedStage(response);
    }

    @Test
    void wholeAnswer_hasItsHeadersAndThoseOfThePort() throws Exception {
        String answer = ask("GET /strict" + END);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("\r\nContent-Length: 5\r\n")
                .containsIgnoringCase("\r\nContent-Type: text/plain; charset=UTF-8\r\n")
                .containsIgnoringCase("\r\nX-Of-Route: yes\r\n")
                .containsIgnoringCase("\r\nAccess-Control-Allow-Origin: *\r\n")
                .containsIgnoringCase("\r\nDate: ")
                .endsWith("\r\n\r\nhello");
    }

    @Test
    void answerWithoutContent_hasNoLength() throws Exception {
        assertThat(ask("GET /nothing" + END))
                .startsWith("HTTP/1.1 204 ")
                .doesNotContainIgnoringCase("content-length")
                .doesNotContainIgnoringCase("\r\ncontent-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/strict", "/known"})
    void head_isAnsweredAsGetIs_withoutTheBody(String path) throws Exception {
        String get = ask("GET " + path + END);
        String head = ask("HEAD " + path + END);

        assertThat(head).endsWith("\r\n\r\n");
        assertThat(withoutDate(head)).isEqualTo(withoutDate(get.substring(0, get.indexOf("\r\n\r\n") + 4)));
    }

    @Test
    void headOfAnEndlessBody_endsIt() throws Exception {
        assertThat(ask("HEAD /endless" + END)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        cancelled.expectMessage("cancelled");
    }

    @Test
    void partsOfUnknownLength_areChunks() throws Exception {
        assertThat(ask("GET /parts" + END))
                .containsIgnoringCase("\r\nTransfer-Encoding: chunked\r\n")
                .endsWith("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n");
    }

    @Test
    void partsToHttp10_endWithTheConnection() throws Exception {
        assertThat(ask("GET /parts HTTP/1.0\r\n\r\n"))
                .doesNotContainIgnoringCase("transfer-encoding")
                .endsWith("\r\n\r\nonetwothree");
    }

    @Test
    void partsOfKnownLength_haveIt() throws Exception {
        assertThat(ask("GET /known" + END))
                .containsIgnoringCase("\r\nContent-Length: 6\r\n")
                .endsWith("\r\n\r\nonetwo");
    }

    @Test
    void bodyThatFails_hasNoLastChunk() throws Exception {
        assertThat(ask("GET /cut" + END)).endsWith("\r\n3\r\none\r\n");
    }

    /** The request's time is over long before the second part comes. */
    @Test
    void bodyThatIsSilentForLong_goesOn() throws Exception {
        assertThat(ask("GET /silent" + END)).endsWith("\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
    }

    @Test
    void connection_goesOnBehindABodyInParts() throws Exception {
        assertThat(ask("GET /parts HTTP/1.1\r\nHost: test\r\n\r\nGET /strict" + END))
                .contains("\r\n0\r\n\r\nHTTP/1.1 200 OK")
                .endsWith("hello");
    }

    @Test
    void clientThatReadsNothing_isSentNoMoreThanItTakes() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(("GET /endless" + END).getBytes(ISO_8859_1));
            awaitNoMoreParts();
        }
        cancelled.expectMessage("cancelled");
    }

    /** Kernels take some megabytes. */
    private void awaitNoMoreParts() {
        TestProbe<String> time = testKit.createTestProbe();
        int before = -1;
        while (parts.get() == 0 || before != parts.get()) {
            before = parts.get();
            assertThat(before).isLessThan(1_000);
            time.expectNoMessage(Duration.ofMillis(300));
        }
    }

    @Test
    void clientThatGoes_endsTheBody() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(("GET /endless" + END).getBytes(ISO_8859_1));
            assertThat(client.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
        }
        cancelled.expectMessage("cancelled");
    }

    @Test
    void pipelinedRequests_areAnsweredInOrder() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream()
                    .write(("GET /later HTTP/1.1\r\nHost: test\r\n\r\nGET /strict" + END).getBytes(ISO_8859_1));
            begun.expectMessage("begun");
            later.complete(HttpResponse.create().withEntity("first"));

            assertThat(rest(client)).containsSubsequence("first", "HTTP/1.1 200 OK", "hello");
        }
    }

    @Test
    void requestThatIsNotAnsweredInTime_is503() throws Exception {
        String answer = ask("GET /later HTTP/1.1\r\nHost: test\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 503 ").contains("could not be answered in time");
        later.complete(HttpResponse.create());
        assertThat(ask("GET /strict" + END)).endsWith("hello");
    }

    @Test
    void routeThatThrows_is503() throws Exception {
        assertThat(ask("GET /throws" + END)).startsWith("HTTP/1.1 503 ").contains("urn:ovation:problem:unavailable");
    }

    @Test
    void largeBody_leavesTheLoopToOthers() throws Exception {
        assertThat(ask("GET /thread" + END)).contains("service-loop");
        assertThat(ask(post("/thread", "x".repeat(MOST_BYTES_ON_LOOP + 1)))).contains("akka.actor.default-dispatcher");
    }

    @Test
    void body_comesWhole() throws Exception {
        assertThat(ask(post("/echo", "abc"))).endsWith("\r\n\r\nabc");
    }

    @Test
    void client_isWhoeverConnected_whateverItClaims() throws Exception {
        String claims = "Forwarded: for=8.8.8.8\r\nX-Forwarded-For: 8.8.8.8\r\nRemote-Address: 8.8.8.8";

        assertThat(ask("GET /client HTTP/1.0\r\n" + claims + "\r\n\r\n")).endsWith("\r\n\r\n127.0.0.1");
    }

    @Test
    void uri_isThatOfTheRequest() throws Exception {
        assertThat(ask("GET /uri?a=%20b" + END)).endsWith("\r\n\r\nhttp://test/uri?a=%20b");
        assertThat(ask("GET http://other:81/uri" + END)).endsWith("\r\n\r\nhttp://other:81/uri");
        assertThat(ask("GET //evil/uri" + END)).startsWith("HTTP/1.1 404");
        assertThat(ask("GET /uri HTTP/1.0\r\n\r\n"))
                .endsWith("\r\n\r\nhttp://127.0.0.1:" + port.address().getPort() + "/uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..", "/a/%2e%2E/b", "/%zz", "/a?b=%c0%af", "*", "/a#b", "a"})
    void targetThatMeansNothingHere_is400(String target) throws Exception {
        assertThat(ask("GET " + target + END)).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    }

    @Test
    void typedHeader_isOneThatChoosesARepresentation() throws Exception {
        String accepts = " HTTP/1.1\r\nHost: test\r\nConnection: close\r\nAccept: ";

        assertThat(ask("GET /typed" + accepts + "text/html\r\n\r\n")).endsWith("Accept: text/html");
        assertThat(ask("GET /typed" + accepts + "(nonsense\r\n\r\n")).endsWith("none");
    }

    /** However steadily its bytes drip. */
    @Test
    void slowHead_is408() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write("POST /likes HTTP/1.1\r\nX: ".getBytes(ISO_8859_1));
            TestProbe<String> time = testKit.createTestProbe();
            for (int i = 0; i < 100 && client.getInputStream().available() == 0; i++) {
                client.getOutputStream().write('x');
                time.expectNoMessage(Duration.ofMillis(100));
            }

            assertThat(rest(client)).startsWith("HTTP/1.1 408 ").contains("urn:ovation:problem:timeout");
        }
    }

    @Test
    void requestOfHttp10_needsNoHost() throws Exception {
        assertThat(ask("GET /strict HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("hello");
        assertThat(ask("GET /strict HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void refusalOfALargeBody_reachesAClientThatKeepsWriting() throws Exception {
        int megabytes = 8;
        try (Socket client = connect()) {
            client.getOutputStream()
                    .write(("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: " + megabytes * 1_000_000
                                    + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            for (int i = 0; i < megabytes; i++) {
                client.getOutputStream().write(new byte[1_000_000]);
            }

            assertThat(rest(client)).startsWith("HTTP/1.1 413 ").contains("urn:ovation:problem:too-large");
        }
    }

    @Test
    void termination_waitsForRequestsThatHaveBegun_andRefusesOthers() throws Exception {
        try (Socket first = connect();
                Socket second = connect()) {
            first.getOutputStream().write(("GET /later" + END).getBytes(ISO_8859_1));
            begun.expectMessage("begun");

            CompletableFuture<Void> terminated =
                    port.terminate(Duration.ofSeconds(PATIENCE_SECONDS)).toCompletableFuture();

            second.getOutputStream().write("GET /strict HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(rest(second)).startsWith("HTTP/1.1 503 ").contains("this node is stopping");
            assertThat(terminated).isNotDone();
            later.complete(HttpResponse.create().withEntity("late"));
            assertThat(rest(first)).endsWith("late");
            terminated.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void termination_doesNotWaitForever() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(("GET /endless" + END).getBytes(ISO_8859_1));
            assertThat(client.getInputStream().readNBytes(1_000)).hasSize(1_000);

            assertThat(port.terminate(Duration.ofMillis(100))).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
        }
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String withoutDate(String head) {
        return head.replaceFirst("(?i)\r\ndate: [^\r]*", "");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(port.address().getAddress(), port.address().getPort());
        socket.setSoTimeout(1_000 * PATIENCE_SECONDS);
        return socket;
    }

    /** @return all that comes until the server closes */
    private String ask(String request) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(request.getBytes(ISO_8859_1));
            return rest(client);
        }
    }

    private static String rest(Socket client) throws IOException {
        InputStream input = client.getInputStream();
        return new String(input.readAllBytes(), ISO_8859_1);
    }
}
