package io.ovation.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.RawHeader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.edge.route.RoutePort;
import io.ovation.edge.tls.TestCertificate;
import io.ovation.edge.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that speaks HTTP over TLS. */
class TlsIT {

    private static final int PATIENCE_SECONDS = 20;
    private static final int MOST_BYTES_OF_BODY = 10_000;

    /** Where a connection may come from that begins with the PROXY protocol. */
    private static final String PROXY = "127.0.0.9";

    @TempDir
    private static Path directory;

    /** A ClientHello of TLS 1.1 with a cipher suite of its time. */
    private static final String HELLO_OF_TLS_11 = "\u0016\u0003\u0001\0-" // A record of 45 bytes.
            + "\u0001\0\0)\u0003\u0002" // A ClientHello of 41 bytes, version 1.1.
            + "r".repeat(32) // Random.
            + "\0" // No session.
            + "\0\u0002\u00c0\u0013" // ECDHE with RSA, AES-128 and SHA.
            + "\u0001\0"; // No compression.

    private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

    private static ActorTestKit testKit;
    private static RoutePort port;
    private static SSLContext trusting;

    @BeforeAll
    static void bind() throws Exception {
        TestCertificate certificate = TestCertificate.create();
        TlsSettings files = certificate.write(directory);
        trusting = certificate.trusting();
        Config config = ConfigFactory.parseMap(Map.of(
                        "ovation.edge.tls.certificate",
                        files.certificate().toString(),
                        "ovation.edge.tls.key",
                        files.key().toString(),
                        "ovation.edge.trusted-proxies",
                        PROXY,
                        "ovation.edge.proxy-protocol",
                        "on",
                        "ovation.edge.request-timeout",
                        "2 s"))
                .withFallback(ConfigFactory.load());
        testKit = ActorTestKit.create(config);
        PortSettings settings = new PortSettings(
                "tls",
                "test.port",
                "127.0.0.1",
                0,
                1_000,
                MOST_BYTES_OF_BODY,
                Optional.empty(),
                Optional.empty(),
                ServiceSettings.from(config).connections());
        port = RoutePort.bind(
                        testKit.system(),
                        settings,
                        Duration.ofSeconds(10),
                        List.of(HttpMethod.GET, HttpMethod.POST),
                        -1,
                        TlsIT::answer)
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static CompletionStage<HttpResponse> answer(HttpRequest request) {
        ASKED.add(request.getUri().path());
        RemoteAddress client = request.getAttribute(AttributeKeys.remoteAddress).orElseThrow();
        return CompletableFuture.completedFuture(HttpResponse.create()
                .addHeader(RawHeader.create(
                        "Client", client.getAddress().orElseThrow().getHostAddress()))
                .withEntity(request.getUri().toString()));
    }

    @AfterAll
    static void stop() {
        testKit.shutdownTestKit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void client_isAnsweredOverTls_andTheConnectionEndsWithCloseNotify(String version) throws Exception {
        try (SSLSocket socket = connect(version)) {
            // Without close_notify the JDK's client fails to read the end.
            assertThat(exchange(socket, "GET /a?b=c HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("https://any/a?b=c");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void requests_areAnsweredInTurn_onOneConnection() throws Exception {
        try (SSLSocket socket = connect("TLSv1.3")) {
            String answers = exchange(
                    socket,
                    "GET /1 HTTP/1.1\r\nHost: any\r\n\r\nGET https://other/2 HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n");

            assertThat(answers).containsSubsequence("https://any/1", "https://other/2");
        }
    }

    @Test
    void headerOfAProxy_comesBeforeWhatIsEncrypted() throws Exception {
        Socket proxied =
                new Socket(InetAddress.getLoopbackAddress(), port.address().getPort(), InetAddress.getByName(PROXY), 0);
        proxied.getOutputStream().write("PROXY TCP4 198.51.100.7 127.0.0.1 4096 443\r\n".getBytes(ISO_8859_1));
        try (SSLSocket socket = encrypt(proxied, "TLSv1.3")) {
            assertThat(exchange(socket, "GET / HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n"))
                    .contains("Client: 198.51.100.7");
        }
    }

    @Test
    void requestThatIsNotEncrypted_isToldSoInClearText() throws Exception {
        try (Socket socket = plain()) {
            assertThat(exchange(socket, "GET /plain HTTP/1.1\r\nHost: any\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("connection: close")
                    .contains("https://");
        }
        assertThat(ASKED).doesNotContain("/plain");
    }

    @Test
    void clientThatNamesNoProtocol_speaksHttp11() throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(plain(), "localhost", 443, true)) {
            assertThat(exchange(socket, "GET / HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(socket.getApplicationProtocol()).isEmpty();
        }
    }

    @Test
    void tls11_isRefused() throws Exception {
        try (Socket socket = plain()) {
            assertThat(exchange(socket, HELLO_OF_TLS_11)).matches("(?s)\u0015\u0003.\0\u0002\u0002F");
        }
    }

    @Test
    void requestThatIsCutOff_isNotApplied() throws Exception {
        String cut = "POST /cut HTTP/1.1\r\nHost: any\r\nContent-Length: 10\r\n\r\n12345";
        try (Socket plain = plain();
                SSLSocket socket =
                        (SSLSocket) trusting.getSocketFactory().createSocket(plain, "localhost", 443, false)) {
            socket.getOutputStream().write(cut.getBytes(ISO_8859_1));
            plain.shutdownOutput();
        }
        try (SSLSocket socket = connect("TLSv1.3")) {
            exchange(socket, "GET /whole HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n");
        }
        assertThat(ASKED).contains("/whole").doesNotContain("/cut");
    }

    @Test
    void handshakeThatDoesNotEnd_isClosedInTime() throws Exception {
        try (Socket socket = plain()) {
            socket.getOutputStream().write(new byte[] {22, 3, 1});

            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void connectionOnWhichNothingComes_isClosedInTime() throws Exception {
        try (Socket socket = plain()) {
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void answerToAClientThatIsStillSending_canBeRead() throws Exception {
        try (SSLSocket socket = connect("TLSv1.3")) {
            byte[] body = new byte[3_000_000];
            String head = "POST / HTTP/1.1\r\nHost: any\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(body);

            assertThat(exchange(socket, "")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void clientThatSaysItEnds_isLetGo() throws Exception {
        try (Socket plain = plain();
                SSLSocket socket =
                        (SSLSocket) trusting.getSocketFactory().createSocket(plain, "localhost", 443, false)) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            socket.startHandshake();
            socket.shutdownOutput();

            assertThat(socket.getInputStream().read()).isNegative();
            assertThat(plain.getInputStream().read()).isNegative();
        }
    }

    @Test
    void filesThatAreNotUsable_failTheBinding() {
        Config config = ConfigFactory.parseMap(
                        Map.of("ovation.edge.tls.certificate", "/none.pem", "ovation.edge.tls.key", "/none.pem"))
                .withFallback(ConfigFactory.load());

        assertThat(RoutePort.bind(
                        testKit.system(),
                        new PortSettings(
                                "unusable",
                                "test.port",
                                "127.0.0.1",
                                0,
                                1,
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                ServiceSettings.from(config).connections()),
                        Duration.ofSeconds(10),
                        List.of(),
                        -1,
                        TlsIT::answer))
                .failsWithin(Duration.ofSeconds(PATIENCE_SECONDS))
                .withThrowableThat()
                .withMessageContaining("ovation.edge.tls.certificate is /none.pem: it cannot be read");
    }

    private static Socket plain() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), port.address().getPort());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return socket;
    }

    private static SSLSocket connect(String version) throws IOException {
        return encrypt(plain(), version);
    }

    private static SSLSocket encrypt(Socket plain, String version) throws IOException {
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(plain, "localhost", 443, true);
        socket.setEnabledProtocols(new String[] {version});
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return socket;
    }

    /** @return everything up to the end of the connection */
    private static String exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
