package io.ovation.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.protocol.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
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
    private static final String END = " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";

    @TempDir
    private static Path data;

    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        node = Node.start(EnumSet.allOf(Role.class), TestConfig.of(data, "ovation.edge.request-timeout", "1 s"))
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
        assertThat(ask("OPTIONS " + path + " HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 405 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/metrics", "/cluster/members"})
    void head_hasTheLengthOfGet(String path) throws IOException {
        assertThat(ask("HEAD " + path + END))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("content-length: ")
                .endsWith("\r\n\r\n");
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

    private static String ask(String request) throws IOException {
        try (Socket operator = connect()) {
            operator.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(operator.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
