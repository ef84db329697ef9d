package io.ovation.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.edge.route.RoutePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trusted proxy at 127.0.0.1 that begins its connections with the PROXY protocol, and a stranger at 127.0.0.2. */
class ProxyProtocolIT {

    private static final int PATIENCE_SECONDS = 20;
    private static final String PROXY = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";

    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    private static final String IPV4 = "\u00c63d\u0007" + "\u007f\0\0\u0001" + "\u0010\0" + "\u001f\u0090";
    private static final String IPV6 =
            " \u0001\r\u00b8" + "\0".repeat(11) + "\u0007" + "\0".repeat(15) + "\u0001" + "\u0010\0" + "\u001f\u0090";

    private static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();
    private static ActorTestKit testKit;
    private static RoutePort port;

    @BeforeAll
    static void bind() throws Exception {
        Metrics.addRegistry(REGISTRY);
        Config config = ConfigFactory.parseString("""
                        ovation.edge {
                          trusted-proxies = "127.0.0.1"
                          proxy-protocol = on
                          request-timeout = 1 s
                          limits { exempt = "", connections-per-address = 2 }
                        }""").withFallback(ConfigFactory.load());
        testKit = ActorTestKit.create(config);
        PortSettings settings = new PortSettings(
                "proxied",
                "test.port",
                "127.0.0.1",
                0,
                1_000,
                10_000,
                Optional.empty(),
                Optional.empty(),
                ServiceSettings.from(config).connections());
        port = RoutePort.bind(
                        testKit.system(),
                        settings,
                        Duration.ofSeconds(10),
                        List.of(HttpMethod.GET),
                        -1,
                        request -> CompletableFuture.completedFuture(
                                HttpResponse.create().withEntity("client " + client(request))))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static String client(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress)
                .orElseThrow()
                .getAddress()
                .orElseThrow()
                .getHostAddress();
    }

    @AfterAll
    static void stop() {
        testKit.shutdownTestKit();
        Metrics.removeRegistry(REGISTRY);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("PROXY TCP4 198.51.100.7 127.0.0.1 4096 8080\r\n", "198.51.100.7"),
                Arguments.of("PROXY TCP6 2001:db8::7 ::1 4096 8080\r\n", "2001:db8:0:0:0:0:0:7"),
                Arguments.of("PROXY UNKNOWN\r\n", PROXY),
                Arguments.of("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", PROXY),
                Arguments.of(version2('!', '\u0011', IPV4), "198.51.100.7"),
                Arguments.of(version2('!', '!', IPV6), "2001:db8:0:0:0:0:0:7"),
                Arguments.of(version2('!', '\u0011', IPV4 + "\u0004\0\u0003abc"), "198.51.100.7"),
                Arguments.of(version2('!', '\0', ""), PROXY),
                Arguments.of(version2(' ', '\0', ""), PROXY),
                Arguments.of(version2(' ', '\u0011', IPV4), PROXY));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void client_isWhomTheHeaderNames(String header, String client) throws IOException {
        assertThat(say(PROXY, header + REQUEST)).endsWith("client " + client);
    }

    @Test
    void header_mayComeByteByByte() throws IOException {
        try (Socket socket = connect(PROXY)) {
            for (byte octet : version2('!', '\u0011', IPV4).getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(octet);
            }
            socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));

            assertThat(read(socket)).endsWith("client 198.51.100.7");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REQUEST,
                "PROXY TCP4 198.51.100.7 127.0.0.1 4096\r\n" + REQUEST,
                "PROXY TCP4 198.51.100.777 127.0.0.1 4096 8080\r\n" + REQUEST,
                "PROXY TCP4 198.51.100.7 127.0.0.1 4096 80800\r\n" + REQUEST,
                "PROXY TCP4 2001:db8::7 ::1 4096 8080\r\n" + REQUEST,
                "PROXY SCTP 198.51.100.7 127.0.0.1 4096 8080\r\n" + REQUEST,
                "proxy TCP4 198.51.100.7 127.0.0.1 4096 8080\r\n" + REQUEST,
                "PROXY TCP4 198.51.100.7 127.0.0.1 4096 8080 and on and on and on and on and on and on and on and on and"
                        + " on\r\n",
                "\r\n\r\n\0\r\nQUIT\n1\u0011\0\0" + REQUEST,
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u0004abcd" + REQUEST,
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003 a greeting of TLS, which has no line that ends, but"
                        + " is longer than any header may be; and so on, and so on"
            })
    void connectionOfAProxy_withoutAHeaderThatCanBeRead_isClosedAndCounted(String bytes) throws IOException {
        assertClosedAndCounted(bytes);
    }

    @Test
    void headerThatIsLongerThanAnyMayBe_isClosedAndCounted() throws IOException {
        assertClosedAndCounted(SIGNATURE + "!\u0011\u00ff\u00ff" + "x".repeat(3_000));
    }

    private static void assertClosedAndCounted(String bytes) throws IOException {
        double before = refused();

        assertThat(say(PROXY, bytes)).isEmpty();

        // It is closed first.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (refused() == before && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(refused()).isEqualTo(before + 1);
    }

    @Test
    void secondHeader_isNone() throws IOException {
        String header = "PROXY TCP4 198.51.100.7 127.0.0.1 4096 8080\r\n";

        assertThat(say(PROXY, header + header + REQUEST)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void stranger_isServedWithoutAHeader_andNotBelievedOne() throws IOException {
        assertThat(say(STRANGER, REQUEST)).endsWith("client " + STRANGER);
        assertThat(say(STRANGER, "PROXY TCP4 198.51.100.7 127.0.0.1 4096 8080\r\n" + REQUEST))
                .startsWith("HTTP/1.1 400 ");
    }

    /** The proxy is believed what it says of the connection, its client nothing. */
    @ParameterizedTest
    @CsvSource({"198.51.100.7, 198.51.100.7", "127.0.0.1, 192.0.2.1"})
    void headersOfHttp_areBelievedIfTheClientIsAProxyItself(String named, String client) throws IOException {
        String request = REQUEST.replace("Connection:", "X-Forwarded-For: 192.0.2.1\r\nConnection:");

        assertThat(say(PROXY, "PROXY TCP4 " + named + " 127.0.0.1 4096 8080\r\n" + request))
                .endsWith("client " + client);
    }

    @Test
    void connections_countForTheClientThatIsNamed() throws IOException {
        String header = "PROXY TCP4 198.51.100.8 127.0.0.1 4096 8080\r\n";
        String other = header.replace("100.8", "100.9");
        try (Socket one = connect(PROXY);
                Socket two = connect(PROXY)) {
            for (Socket socket : List.of(one, two)) {
                socket.getOutputStream()
                        .write((header + REQUEST.replace("Connection: close\r\n", "")).getBytes(ISO_8859_1));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }

            assertThat(say(PROXY, header + REQUEST)).isEmpty();
            assertThat(say(PROXY, other + REQUEST)).endsWith("client 198.51.100.9");
        }
    }

    /** Browsers connect before they ask: an answer that nobody asked for would be taken for that to the first request. */
    @ParameterizedTest
    @ValueSource(
            strings = {"PROXY TCP4 198.51", "\r\n\r\n\0\r\nQUIT\n!", "PROXY TCP4 198.51.100.7 127.0.0.1 4096 8080\r\n"})
    void connectionWithoutARequest_isClosedInSilence(String beginning) throws IOException {
        assertThat(say(PROXY, beginning)).isEmpty();
    }

    @Test
    void requestThatDoesNotEnd_behindAHeader_isToldSo() throws IOException {
        assertThat(say(PROXY, "PROXY TCP4 198.51.100.7 127.0.0.1 4096 8080\r\nGET /"))
                .startsWith("HTTP/1.1 408 ");
    }

    private static String version2(char command, char protocol, String rest) {
        return SIGNATURE + command + protocol + (char) (rest.length() >> 8) + (char) (rest.length() & 0xff) + rest;
    }

    private static double refused() {
        return REGISTRY.get("ovation.edge.connections.refused")
                .tags("port", "proxied", "reason", "proxy-header")
                .counter()
                .count();
    }

    private static String say(String from, String bytes) throws IOException {
        try (Socket socket = connect(from)) {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return read(socket);
        }
    }

    private static Socket connect(String from) throws IOException {
        Socket socket =
                new Socket(port.address().getAddress(), port.address().getPort(), InetAddress.getByName(from), 0);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return socket;
    }

    /** To its end, which may be a reset: what was sent behind the header was not read. */
    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.write(next);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return answer.toString(ISO_8859_1);
    }
}
