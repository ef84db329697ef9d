package io.ovation.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' port, as probes and tools see it that no HTTP client of Java resembles. */
class ManagementIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String AUTHORIZATION = "Authorization: Bearer " + TOKEN + "\r\n";
    private static final String WITHOUT_TOKEN = " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n";
    private static final String END = WITHOUT_TOKEN + AUTHORIZATION + "\r\n";

    @TempDir
    private static Path data;

    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        Config config = ConfigFactory.parseMap(Map.of(
                        "ovation.edge.request-timeout",
                        "1 s",
                        "ovation.edge.limits.exempt",
                        "127.0.0.1",
                        "ovation.node.management-token",
                        TOKEN))
                .withFallback(TestConfig.of(data));
        node = Node.start(EnumSet.allOf(Role.class), config)
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (node != null) {
            node.stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** As HAProxy asks that is told nothing more than {@code option httpchk GET /ready}. */
    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/alive"})
    void probeOfHttp10_withoutHost_isAnswered(String path) throws IOException {
        assertThat(ask("GET " + path + " HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(ask("OPTIONS " + path + " HTTP/1.0\r\n" + AUTHORIZATION + "\r\n"))
                .startsWith("HTTP/1.1 405 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /metrics",
                "HEAD /metrics",
                "GET /cluster/members",
                "HEAD /cluster/domain-events",
                "GET /insight/cluster",
                "HEAD /insight/cluster",
                "GET /insight/topics/video:42",
                "GET /insight/topics/video%3A42",
                "GET //insight/cluster",
                "GET /bootstrap/seed-nodes",
                "GET /",
                "GET /nothing",
                "PUT /cluster/",
                "POST /ready",
                "OPTIONS /metrics",
                "GET //metrics",
                "GET /metrics/",
                "GET /%6detrics",
                "GET /ready%2F..%2Fmetrics",
                "GET /ready%3F/metrics",
                "GET /ready;/metrics",
                "GET /metrics?/ready",
                "GET /ready/metrics",
                "GET /ready//metrics",
                "GET /console/",
                "GET /console/nothing.js",
                "GET /console/console.js/insight/cluster",
                "GET /console//insight/cluster",
                "GET /console%2F..%2Finsight/cluster",
                "GET /console;/insight/cluster",
                "POST /console",
                "PUT /console/console.js",
                "GET //ready",
                "GET http://any/metrics",
                "GET http://any//metrics",
                "GET http://any?/ready"
            })
    void whoeverShowsNoToken_isTold401(String request) throws IOException {
        String answer = ask(request + WITHOUT_TOKEN + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("Bearer realm=\"ovation\"", "Basic realm=\"ovation\"");
        assertThat(answer).doesNotContain("jvm_memory", "selfNode", TOKEN);
    }

    /** Segments that lead elsewhere are refused before anybody is asked who it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/./metrics", "/ready/../metrics", "/ready/%2e%2e/metrics", "http://any/ready/../metrics", "/.."
            })
    void dotSegments_leadNowhere(String target) throws IOException {
        assertThat(ask("GET " + target + WITHOUT_TOKEN + "\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET " + target + END)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void whoeverShowsAWrongToken_isTold401() throws IOException {
        for (String wrong : List.of("Bearer " + TOKEN + 'x', "Basic b3BlcmF0b3I6", "Digest " + TOKEN)) {
            assertThat(ask("GET /metrics" + WITHOUT_TOKEN + "Authorization: " + wrong + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 401 ");
        }
        assertThat(ask("GET /metrics" + WITHOUT_TOKEN + AUTHORIZATION + AUTHORIZATION + "\r\n"))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void browserThatAsksForAPassword_isAnswered() throws IOException {
        String credentials = Base64.getEncoder().encodeToString(("operator:" + TOKEN).getBytes(ISO_8859_1));

        assertThat(ask("GET /metrics" + WITHOUT_TOKEN + "Authorization: Basic " + credentials + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("ovation_edge_requests_refused_total{port=\"management\",reason=\"no-token\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/alive", "/ready?", "/%72eady", "http://any/ready"})
    void probes_needNoToken(String target) throws IOException {
        assertThat(ask("GET " + target + WITHOUT_TOKEN + "\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/metrics", "/cluster/members", "/insight/cluster", "/insight/topics/video:42"})
    void head_hasTheLengthOfGet(String path) throws IOException {
        assertThat(ask("HEAD " + path + END))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("content-length: ")
                .endsWith("\r\n\r\n");
    }

    /** They are the same everywhere; what they show is not, and needs the token. */
    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/console.js", "/console/console.css", "/console/sse-parser.js"})
    void filesOfTheConsole_needNoToken_andComeWithAStrictPolicy(String path) throws IOException {
        for (String method : List.of("GET", "HEAD")) {
            assertThat(ask(method + ' ' + path + WITHOUT_TOKEN + "\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'; script-src 'self';")
                    .containsIgnoringCase("frame-ancestors 'none'")
                    .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                    .doesNotContain(TOKEN, "'unsafe-inline'");
        }
    }

    @Test
    void otherFilesOfTheConsole_areNotThere() throws IOException {
        for (String path :
                List.of("/console/", "/console/nothing.js", "/console/index.html/", "/console/reference.conf")) {
            assertThat(ask("GET " + path + END)).startsWith("HTTP/1.1 404 ");
        }
        assertThat(ask("POST /console" + END)).startsWith("HTTP/1.1 405 ");
    }

    /** However steadily its bytes drip. */
    @Test
    void slowHead_is408() throws IOException {
        try (Socket operator = connect()) {
            operator.getOutputStream().write("GET /ready HTTP/1.1\r\nX: ".getBytes(ISO_8859_1));
            for (int i = 0; i < 100 && operator.getInputStream().available() == 0; i++) {
                operator.getOutputStream().write('x');
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }

            assertThat(operator.getInputStream().readAllBytes())
                    .asString(ISO_8859_1)
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    /** It outlives the time that a request may take. */
    @Test
    void domainEvents_areStreamedAsTheyCome() throws IOException {
        try (Socket operator = connect()) {
            operator.getOutputStream().write(("GET /cluster/domain-events" + END).getBytes(ISO_8859_1));

            String events = readTo("MemberUp", operator.getInputStream());
            assertThat(events).startsWith("HTTP/1.1 200 OK\r\n").containsIgnoringCase("text/event-stream");
            // A line without a meaning, which says after ten seconds that the stream is there.
            assertThat(readTo("\ndata:\n\n", operator.getInputStream())).isNotEmpty();
        }
    }

    @Test
    void otherPaths_andMethods_areRefused() throws IOException {
        assertThat(ask("GET /nothing" + END)).startsWith("HTTP/1.1 404 ");
        assertThat(ask("GET /cluster/.." + END)).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        assertThat(ask("DELETE /ready" + END)).startsWith("HTTP/1.1 405 ");
        // Routes are read-only.
        assertThat(ask("PUT /cluster/" + END)).doesNotStartWith("HTTP/1.1 2");
    }

    private static String readTo(String end, InputStream input) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(ISO_8859_1).contains(end)) {
            int next = input.read();
            assertThat(next).as(read.toString(ISO_8859_1)).isNotNegative();
            read.write(next);
        }
        return read.toString(ISO_8859_1);
    }

    private static Socket connect() throws IOException {
        InetSocketAddress address = node.addresses().management();
        Socket socket = new Socket(address.getHostString(), address.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    @Test
    void oneAddress_doesNotKeepProbesOut() throws IOException {
        byte[] probe = "GET /alive HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(ISO_8859_1);
        List<Socket> ofOne = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                Socket socket = connectFrom("127.0.0.2");
                ofOne.add(socket);
                socket.getOutputStream().write(probe);
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            Socket tooMany = connectFrom("127.0.0.2");
            ofOne.add(tooMany);

            assertThat(tooMany.getInputStream().read()).isNegative();
            assertThat(ask("GET /alive HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            try (Socket other = connectFrom("127.0.0.3")) {
                other.getOutputStream().write(probe);
                assertThat(other.getInputStream().read()).isEqualTo('H');
            }
        } finally {
            for (Socket socket : ofOne) {
                socket.close();
            }
        }
    }

    private static Socket connectFrom(String address) throws IOException {
        InetSocketAddress port = node.addresses().management();
        Socket socket = new Socket(port.getHostString(), port.getPort(), InetAddress.getByName(address), 0);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static String ask(String request) throws IOException {
        try (Socket operator = connect()) {
            operator.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(operator.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
