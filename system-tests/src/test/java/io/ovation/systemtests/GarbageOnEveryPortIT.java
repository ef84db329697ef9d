package io.ovation.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Ports;
import io.ovation.systemtests.harness.Stranger;
import io.ovation.systemtests.harness.Viewer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The open internet says hello. */
class GarbageOnEveryPortIT {

    /** What is not known here, a method (501) or a version of HTTP (505), is the client's error in all but its number. */
    private static final Pattern SERVER_ERROR = Pattern.compile("HTTP/1\\.\\d 5(?!01|05)\\d\\d");

    /** A frame of a stack trace, an exception's own line, or Netty's complaint about a leaked buffer. */
    private static final Pattern DISTRESS =
            Pattern.compile("^\\s+at |^(Caused by: )?[\\w.$]+(Exception|Error)\\b| LEAK: ");

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private final Random random = new Random(42);

    @Test
    void strangers_getNoServerErrorAndDisturbNobody() throws Exception {
        NodeProcess node = nodes.demo();
        Api publisher = new Api(node.publishers());
        try (Viewer viewer = Viewer.watch(node.viewers(), "video:42")) {
            for (Map.Entry<String, byte[]> garbage : garbage().entrySet()) {
                sayAtEveryPort(node, garbage.getKey(), garbage.getValue());
                publisher.comment("42", "ada", "after " + garbage.getKey());
                assertThat(viewer.await("comment").data().path("text").asText()).isEqualTo("after " + garbage.getKey());
            }
            assertThat(viewer.received("gap")).isEmpty();
            assertThat(viewer.received("open")).hasSize(1);
        }
        assertThat(new Api(node.management()).get("/ready").status()).isEqualTo(200);
        assertThat(new Api(node.management()).get("/alive").status()).isEqualTo(200);
        assertThat(node.log().lines()).noneMatch(line -> DISTRESS.matcher(line).find());
    }

    private static void sayAtEveryPort(NodeProcess node, String what, byte[] garbage) throws IOException {
        Ports ports = node.ports();
        for (int port : List.of(ports.viewer(), ports.publish(), ports.management(), ports.remoting())) {
            assertThat(Stranger.say(node.host(), port, garbage))
                    .as("the answer to %s at one of %s, port %d", what, ports, port)
                    .doesNotContainPattern(SERVER_ERROR)
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception");
        }
    }

    private Map<String, byte[]> garbage() throws IOException, NoSuchAlgorithmException {
        Map<String, byte[]> garbage = new LinkedHashMap<>();
        garbage.put("a few random bytes", randomBytes(17));
        garbage.put("many random bytes", randomBytes(100_000));
        garbage.put("zeroes", new byte[10_000]);
        garbage.put("half a request line", text("GET /v1/str"));
        garbage.put("half a head", text("GET /v1/stream?topic=video:42 HTTP/1.1\r\nHost: ova"));
        garbage.put(
                "half a body",
                text(
                        "POST /likes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"));
        garbage.put("an endless line", text("GET /" + "a".repeat(1_000_000)));
        garbage.put("endless headers", text("GET / HTTP/1.1\r\n" + "X-Header: value\r\n".repeat(50_000)));
        garbage.put(
                "contradicting lengths",
                text(
                        "POST /likes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));
        garbage.put("a negative length", text("POST /likes HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"));
        garbage.put("broken escapes", text("GET /%zz%/v1/stream?topic=%f HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        garbage.put("an unknown method", text("BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        garbage.put("no host", text("GET / HTTP/1.1\r\n\r\n"));
        garbage.put("HTTP/2", join(text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), randomBytes(64)));
        garbage.put("TLS", clientHello());
        // The magic of Akka's remoting and a stream's number, then lengths that cannot be.
        garbage.put("remoting gone wrong", join(text("AKKA\1"), randomBytes(10_000)));
        garbage.put("a remoting frame of 2 GiB", join(text("AKKA\2"), new byte[] {-1, -1, -1, 127}));
        return garbage;
    }

    private static byte[] clientHello() throws NoSuchAlgorithmException, SSLException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("ovation.example", 443);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        byte[] bytes = new byte[hello.flip().remaining()];
        hello.get(bytes);
        return bytes;
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] join(byte[] one, byte[] other) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(one);
        joined.write(other);
        return joined.toByteArray();
    }
}
