package io.ovation.edge.http2;

import static io.ovation.edge.http2.FrameClient.ACK;
import static io.ovation.edge.http2.FrameClient.CONTINUATION;
import static io.ovation.edge.http2.FrameClient.DATA;
import static io.ovation.edge.http2.FrameClient.END_HEADERS;
import static io.ovation.edge.http2.FrameClient.END_STREAM;
import static io.ovation.edge.http2.FrameClient.GOAWAY;
import static io.ovation.edge.http2.FrameClient.HEADERS;
import static io.ovation.edge.http2.FrameClient.PING;
import static io.ovation.edge.http2.FrameClient.PRIORITY;
import static io.ovation.edge.http2.FrameClient.RST_STREAM;
import static io.ovation.edge.http2.FrameClient.SETTINGS;
import static io.ovation.edge.http2.FrameClient.WINDOW_UPDATE;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.ovation.edge.http2.FrameClient.Frame;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that speaks HTTP/2. */
class Http2IT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TOGETHER = 20;

    @TempDir
    private static Path directory;

    private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();
    private static final Queue<CompletableFuture<HttpResponse>> WAITING = new ConcurrentLinkedQueue<>();
    private static final CompletableFuture<Void> CANCELLED = new CompletableFuture<>();

    private static TlsPort port;
    private static HttpClient client;

    @BeforeAll
    static void bind() throws Exception {
        port = TlsPort.open(
                directory, "ovation.edge { request-timeout = 2 s, idle-timeout = 1500 ms }", Http2IT::answer);
        client = port.client();
    }

    private static CompletionStage<HttpResponse> answer(HttpRequest request) {
        String path = request.getUri().path();
        ASKED.add(path);
        return switch (path) {
            case "/together" -> together(request);
            case "/never" -> new CompletableFuture<>();
            case "/endless" -> CompletableFuture.completedFuture(endless());
            default -> CompletableFuture.completedFuture(described(request));
        };
    }

    /** Nobody is answered before all have asked. */
    private static CompletionStage<HttpResponse> together(HttpRequest request) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        WAITING.add(answer);
        if (WAITING.size() == TOGETHER) {
            WAITING.forEach(each -> each.complete(described(request)));
        }
        return answer;
    }

    private static HttpResponse endless() {
        Source<ByteString, NotUsed> body = Source.single(ByteString.fromString("begun"))
                .concat(Source.maybe())
                .watchTermination((nothing, end) -> {
                    end.whenComplete((done, failure) -> CANCELLED.complete(null));
                    return nothing;
                });
        return HttpResponse.create().withEntity(HttpEntities.createChunked(ContentTypes.TEXT_PLAIN_UTF8, body));
    }

    private static HttpResponse described(HttpRequest request) {
        int from =
                request.getAttribute(AttributeKeys.remoteAddress).orElseThrow().getPort();
        String cookies = request.getHeader("Cookie").map(HttpHeader::value).orElse("");
        String body = ((HttpEntity.Strict) request.entity()).getData().utf8String();
        return HttpResponse.create()
                .addHeader(RawHeader.create("From", Integer.toString(from)))
                .withEntity(request.method().value() + " " + request.getUri() + " [" + cookies + "] " + body);
    }

    @AfterAll
    static void stop() {
        port.close();
    }

    @Test
    void requests_areAnsweredAtOnce_onOneConnection() {
        List<java.net.http.HttpResponse<String>> answers = IntStream.range(0, TOGETHER)
                .mapToObj(each -> client.sendAsync(get("/together"), BodyHandlers.ofString()))
                .toList()
                .stream()
                .map(answer ->
                        answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .toList();

        assertThat(answers).allMatch(answer -> answer.version() == HttpClient.Version.HTTP_2);
        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers.get(0).body()).isEqualTo("GET " + port.uri("/together") + " [] ");
        assertThat(answers.get(0).headers().map())
                .containsKeys("date", "content-length", "x-content-type-options")
                .doesNotContainKeys("connection", "transfer-encoding", "keep-alive");
    }

    @Test
    void body_isRead() throws Exception {
        String body = "x".repeat(TlsPort.MOST_BYTES_OF_BODY);

        assertThat(client.send(post("/body", body), BodyHandlers.ofString()).body())
                .endsWith(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100000"})
    void bodyThatIsTooLarge_isRefused_andNoMoreOfItIsWanted(String length) throws Exception {
        try (FrameClient frames = port.connect()) {
            String[] fields = length.isEmpty() ? new String[0] : new String[] {"content-length", length};
            frames.post(1, "/large", fields)
                    .write(DATA, 0, 1, new byte[TlsPort.MOST_BYTES_OF_BODY])
                    .write(DATA, 0, 1, 1, 2)
                    .flush();

            assertThat(frames.status()).isEqualTo("413");
            assertThat(frames.await(DATA).isEnd()).isTrue();
            assertThat(frames.await(RST_STREAM).error()).isEqualTo((int) Http2Error.NO_ERROR.code());
            assertThat(frames.get(3, "/next").flush().status()).isEqualTo("200");
        }
    }

    @Test
    void bodyThatDoesNotEnd_isRefusedInTime() throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.post(1, "/slow").write(DATA, 0, 1, 1).flush();

            assertThat(frames.status()).isEqualTo("408");
            assertThat(frames.await(RST_STREAM).error()).isEqualTo((int) Http2Error.NO_ERROR.code());
            assertThat(ASKED).doesNotContain("/slow");
        }
    }

    @Test
    void clientThatGivesUpItsStream_isWrittenNothingMore() throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.get(1, "/endless").flush();
            assertThat(frames.await(DATA).text()).isEqualTo("begun");

            frames.write(RST_STREAM, 0, 1, FrameClient.number(8))
                    .get(3, "/next")
                    .flush();

            assertThat(CANCELLED).succeedsWithin(PATIENCE);
            assertThat(frames.await(HEADERS).stream()).isEqualTo(3);
        }
    }

    @Test
    void firstFrame_saysHowMuchIsAllowed() throws Exception {
        try (FrameClient frames = port.connect().flush()) {
            Frame settings = frames.next().orElseThrow();

            assertThat(settings.type()).isEqualTo(SETTINGS);
            assertThat(settings.payload()).containsSequence(0, 3, 0, 0, 0, 100).containsSequence(0, 6, 0, 0, 160, 0);
            assertThat(frames.await(SETTINGS).flags()).isEqualTo(ACK);
        }
    }

    @Test
    void moreStreamsThanAreAllowed_areRefused_andNotApplied() throws Exception {
        try (FrameClient frames = port.connect()) {
            for (int stream = 1; stream <= 201; stream += 2) {
                frames.get(stream, stream == 201 ? "/refused" : "/never");
            }
            Frame refused = frames.flush().await(RST_STREAM);

            assertThat(refused.stream()).isEqualTo(201);
            assertThat(refused.error()).isEqualTo((int) Http2Error.REFUSED_STREAM.code());
            assertThat(ASKED).doesNotContain("/refused");
        }
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                malformed("no method", ":scheme", "https", ":authority", "a", ":path", "/m"),
                malformed("no scheme", ":method", "GET", ":authority", "a", ":path", "/m"),
                malformed("no path", ":method", "GET", ":scheme", "https", ":authority", "a"),
                malformed("empty path", ":method", "GET", ":scheme", "https", ":authority", "a", ":path", ""),
                malformed("path twice", with(":path", "/m")),
                malformed("unknown", with(":other", "x")),
                malformed("of an answer", with(":status", "200")),
                malformed("behind a field", "a", "b", ":method", "GET", ":scheme", "https", ":path", "/m"),
                malformed(
                        "another form", ":method", "GET", ":scheme", "https", ":authority", "a", ":path", "http://b/m"),
                malformed("asterisk", ":method", "GET", ":scheme", "https", ":authority", "a", ":path", "*"),
                malformed("no token", ":method", "G T", ":scheme", "https", ":authority", "a", ":path", "/m"),
                malformed("another host", with("host", "elsewhere")),
                malformed("upper case", with("Upper", "x")),
                malformed("line end", with("a", "b\r\nc: d")),
                malformed("connection", with("connection", "close")),
                malformed("transfer-encoding", with("transfer-encoding", "chunked")),
                malformed("te", with("te", "gzip")),
                malformed("length", with("content-length", "5")));
    }

    private static Arguments malformed(String why, String... fields) {
        return Arguments.of(why, fields);
    }

    private static String[] with(String name, String value) {
        return new String[] {":method", "GET", ":scheme", "https", ":authority", "localhost", ":path", "/m", name, value
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void requestThatIsMalformed_isReset(String why, String[] fields) throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.write(HEADERS, END_HEADERS | END_STREAM, 1, FrameClient.fields(fields))
                    .flush();
            Frame reset = frames.await(RST_STREAM);

            assertThat(reset.error()).isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
            assertThat(frames.get(3, "/next").flush().status()).isEqualTo("200");
            assertThat(ASKED).doesNotContain("/m");
        }
    }

    @Test
    void hosts_areJudged() throws Exception {
        try (FrameClient frames = port.connect()) {
            assertThat(frames.get(1, "/same", "host", "localhost").flush().status())
                    .isEqualTo("200");
            byte[] user = FrameClient.fields(":method", "GET", ":scheme", "https", ":authority", "u@a", ":path", "/");
            assertThat(frames.write(HEADERS, END_HEADERS | END_STREAM, 3, user)
                            .flush()
                            .status())
                    .isEqualTo("400");
            byte[] none = FrameClient.fields(":method", "GET", ":scheme", "https", ":path", "/");
            assertThat(frames.write(HEADERS, END_HEADERS | END_STREAM, 5, none)
                            .flush()
                            .status())
                    .isEqualTo("400");
        }
    }

    @Test
    void methods_areJudged() throws Exception {
        try (FrameClient frames = port.connect()) {
            byte[] connect = FrameClient.fields(":method", "CONNECT", ":authority", "a:1");
            assertThat(frames.write(HEADERS, END_HEADERS | END_STREAM, 1, connect)
                            .flush()
                            .status())
                    .isEqualTo("405");
            byte[] unknown = FrameClient.request("BREW", "/");
            assertThat(frames.write(HEADERS, END_HEADERS | END_STREAM, 3, unknown)
                            .flush()
                            .status())
                    .isEqualTo("501");
            byte[] server = FrameClient.request("OPTIONS", "*");
            assertThat(frames.write(HEADERS, END_HEADERS | END_STREAM, 5, server)
                            .flush()
                            .status())
                    .isEqualTo("204");
        }
    }

    @Test
    void head_hasNoContent() throws Exception {
        try (FrameClient frames = port.connect()) {
            byte[] head = FrameClient.request("HEAD", "/");
            Frame answer = frames.write(HEADERS, END_HEADERS | END_STREAM, 1, head)
                    .flush()
                    .await(HEADERS);

            assertThat(answer.isEnd()).isTrue();
            assertThat(frames.head(answer).get("content-length")).isNotNull();
        }
    }

    @Test
    void cookies_areJoined() throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.get(1, "/cookies", "cookie", "a=1", "cookie", "b=2").flush();

            assertThat(frames.await(DATA).text()).contains("[a=1; b=2]");
        }
    }

    @Test
    void headThatIsTooLarge_isRefused() throws Exception {
        try (FrameClient frames = port.connect()) {
            byte[] head = FrameClient.request("GET", "/", "large", "x".repeat(41_000));
            int most = 16_384;
            frames.write(HEADERS, END_STREAM, 1, Arrays.copyOf(head, most))
                    .write(CONTINUATION, 0, 1, Arrays.copyOfRange(head, most, 2 * most))
                    .write(CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(head, 2 * most, head.length))
                    .flush();

            assertThat(frames.status()).isEqualTo("431");
        }
    }

    @Test
    void ping_isAnswered() throws Exception {
        try (FrameClient frames = port.connect()) {
            Frame answer =
                    frames.write(PING, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8).flush().await(PING);

            assertThat(answer.flags()).isEqualTo(ACK);
            assertThat(answer.payload()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    /** Browsers send some, to see whether servers mind. */
    @Test
    void whatIsNotKnown_isIgnored() throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.write(0xb, 0, 0, 1)
                    .write(SETTINGS, 0, 0, 0x0a, 0x0a, 0, 0, 0, 1)
                    .write(PRIORITY, 0, 5, 0, 0, 0, 0, 1)
                    .get(1, "/first")
                    .write(0x1b, 0, 1, 1)
                    .flush();
            assertThat(frames.status()).isEqualTo("200");

            frames.write(0x1b, 0, 1, 1).write(0x1b, 0, 99, 1).get(3, "/next").flush();
            assertThat(frames.status()).isEqualTo("200");
        }
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                violation("frame that is too large", Http2Error.FRAME_SIZE_ERROR, DATA, 0, 1, new byte[16_385]),
                violation("fields that cannot be read", Http2Error.COMPRESSION_ERROR, HEADERS, 4, 1, new byte[] {-1}),
                violation("even number", Http2Error.PROTOCOL_ERROR, HEADERS, 5, 2, FrameClient.request("GET", "/v")),
                violation("data of no stream", Http2Error.PROTOCOL_ERROR, DATA, 0, 0, new byte[1]),
                violation("data that comes first", Http2Error.PROTOCOL_ERROR, DATA, 0, 1, new byte[1]),
                violation("ping of a stream", Http2Error.PROTOCOL_ERROR, PING, 0, 1, new byte[8]),
                violation("ping of another length", Http2Error.FRAME_SIZE_ERROR, PING, 0, 0, new byte[7]),
                violation("no increment", Http2Error.PROTOCOL_ERROR, WINDOW_UPDATE, 0, 0, new byte[4]),
                violation(
                        "window that overflows",
                        Http2Error.FLOW_CONTROL_ERROR,
                        WINDOW_UPDATE,
                        0,
                        0,
                        FrameClient.number(Integer.MAX_VALUE)),
                violation("settings of another length", Http2Error.FRAME_SIZE_ERROR, SETTINGS, 0, 0, new byte[5]),
                violation("fields that do not follow", Http2Error.PROTOCOL_ERROR, CONTINUATION, 4, 1, new byte[1]));
    }

    private static Arguments violation(String why, Http2Error error, int type, int flags, int stream, byte[] payload) {
        return Arguments.of(why, error, type, flags, stream, payload);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void connectionThatBreaksTheRules_isEnded(
            String why, Http2Error error, int type, int flags, int stream, byte[] payload) throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.write(type, flags, stream, payload).flush();

            assertThat(frames.await(GOAWAY).error()).isEqualTo((int) error.code());
            assertThat(frames.hasEnded()).isTrue();
        }
    }

    @Test
    void fieldsThatAreInterrupted_endTheConnection() throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.write(HEADERS, END_STREAM, 1, FrameClient.request("GET", "/v"))
                    .get(3, "/v")
                    .flush();

            assertThat(frames.await(GOAWAY).error()).isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
        }
        assertThat(ASKED).doesNotContain("/v");
    }

    @Test
    void whatDoesNotBeginAsHttp2_isEnded() throws Exception {
        try (FrameClient frames = port.connectSilently()) {
            frames.raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").flush();

            assertThat(frames.await(GOAWAY).error()).isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
        }
    }

    @Test
    void windows_areHonoured() throws Exception {
        try (FrameClient frames = port.connect()) {
            // What a stream may be sent before it is told more: four bytes.
            frames.write(SETTINGS, 0, 0, 0, 4, 0, 0, 0, 4).get(1, "/window").flush();
            Http2Headers head = frames.head();
            Frame first = frames.await(DATA);

            assertThat(first.text()).isEqualTo("GET ");
            assertThat(first.isEnd()).isFalse();
            frames.write(WINDOW_UPDATE, 0, 1, FrameClient.number(1_000)).flush();
            Frame rest = frames.await(DATA);
            assertThat(rest.isEnd()).isTrue();
            assertThat(head.getInt("content-length")).isEqualTo(4 + rest.payload().length);
        }
    }

    /** All of it has been written, and waits for the window. */
    @Test
    void answerThatIsNotTaken_isGivenUpInTime_andItsConnectionEnds() throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.write(SETTINGS, 0, 0, 0, 4, 0, 0, 0, 0).get(1, "/untaken").flush();
            assertThat(frames.status()).isEqualTo("200");

            assertThat(frames.await(RST_STREAM).error()).isEqualTo((int) Http2Error.CANCEL.code());
            assertThat(frames.await(GOAWAY).error()).isEqualTo((int) Http2Error.NO_ERROR.code());
            assertThat(frames.hasEnded()).isTrue();
        }
    }

    @Test
    void connectionOnWhichNothingIsAskedForLong_isEnded() throws Exception {
        try (FrameClient never = port.connect();
                FrameClient silent = port.connectSilently();
                FrameClient once = port.connect()) {
            never.flush();
            once.get(1, "/once").flush();

            for (FrameClient frames : List.of(once, never, silent)) {
                assertThat(frames.await(GOAWAY).error()).isEqualTo((int) Http2Error.NO_ERROR.code());
                assertThat(frames.hasEnded()).isTrue();
            }
        }
    }

    @Test
    void connectionWithAStream_isKept() throws Exception {
        try (FrameClient frames = port.connect()) {
            frames.get(1, "/endless").flush();
            frames.await(DATA);
            try (FrameClient never = port.connect().flush();
                    FrameClient once = port.connect()) {
                once.get(1, "/once").flush();
                never.await(GOAWAY);
                once.await(GOAWAY);
            }
            assertThat(frames.get(3, "/next").flush().status()).isEqualTo("200");
        }
    }

    @Test
    void portThatCloses_letsStreamsEnd_andSaysGoodbye() throws Exception {
        try (TlsPort closing = TlsPort.open(directory, "", Http2IT::answer);
                FrameClient frames = closing.connect()) {
            frames.get(1, "/endless").flush().await(DATA);
            closing.port().unbind();

            assertThat(frames.get(3, "/late").flush().status()).isEqualTo("503");
            Frame goodbye = frames.await(GOAWAY);
            assertThat(goodbye.error()).isEqualTo((int) Http2Error.NO_ERROR.code());
            assertThat(goodbye.payload()).startsWith(0, 0, 0, 3);
            assertThat(ASKED).doesNotContain("/late");

            frames.write(RST_STREAM, 0, 1, FrameClient.number(8)).flush();
            assertThat(frames.hasEnded()).isTrue();
        }
    }

    private static java.net.http.HttpRequest get(String path) {
        return java.net.http.HttpRequest.newBuilder(port.uri(path))
                .timeout(PATIENCE)
                .build();
    }

    private static java.net.http.HttpRequest post(String path, String body) {
        return java.net.http.HttpRequest.newBuilder(port.uri(path))
                .timeout(PATIENCE)
                .POST(ofString(body))
                .build();
    }
}
