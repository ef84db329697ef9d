package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import io.ovation.node.listening.Addresses;
import io.ovation.node.membership.RemotingTls;
import io.ovation.node.membership.TestAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that prove to each other that they are of one cluster. */
class RemotingTlsIT {

    private static final int PATIENCE_SECONDS = 60;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private TestAuthority authority;
    private Node first;

    @BeforeEach
    void start() throws Exception {
        authority = new TestAuthority(directory, "authority");
        first = await(
                Node.start(Set.of(Role.DISPATCHER, Role.LIKES_BACKEND), config("first", Map.of(), authority.issue())));
    }

    @AfterEach
    void stop() throws Exception {
        await(first.stop());
    }

    @Test
    void nodeWithACertificate_joinsAndDelivers() throws Exception {
        Node second = await(Node.start(Set.of(Role.FRONTEND), config("second", seed(), authority.issue())));
        try {
            InetSocketAddress viewer = second.addresses().viewer().orElseThrow();
            try (Socket stream = new Socket(viewer.getHostString(), viewer.getPort())) {
                stream.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
                stream.getOutputStream()
                        .write("GET /v1/stream?topic=video:tls HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream.getInputStream(), UTF_8));
                awaitLine(lines, "event: snapshot");
                like("tls");
                awaitLine(lines, "event: likes");
            }
        } finally {
            await(second.stop());
        }
    }

    @Test
    void nodeOfAnotherAuthority_isNotLetIn() {
        assertNotLetIn(config("second", seed(), new TestAuthority(directory, "another").issue()));
    }

    @Test
    void nodeWithoutTls_isNotLetIn() {
        assertNotLetIn(config("second", seed()));
    }

    @Test
    void clientWithoutACertificate_isRefused() throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new TrustEverybody()}, new SecureRandom());
        InetSocketAddress remoting = first.addresses().remoting();
        try (SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(remoting.getHostString(), remoting.getPort())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

            assertThat(isLetIn(socket)).isFalse();
        }
    }

    /** In TLS 1.3 a client is done before the server has looked at its certificate. */
    private static boolean isLetIn(SSLSocket socket) throws IOException {
        try {
            socket.startHandshake();
            socket.getOutputStream().write(new byte[1]);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException waits) {
            return true;
        } catch (SSLException | SocketException refused) {
            return false;
        }
    }

    private void assertNotLetIn(Config config) {
        assertThatThrownBy(() -> await(Node.start(Set.of(Role.FRONTEND), config)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("has not become a member");
        assertThat(Addresses.url(first.addresses().management())).isNotEmpty();
        assertThat(members()).containsOnlyOnce("\"status\":\"Up\"");
    }

    private String members() {
        try {
            URI members = URI.create(Addresses.url(first.addresses().management()) + "/cluster/members");
            return HTTP.send(HttpRequest.newBuilder(members).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void like(String video) throws IOException, InterruptedException {
        URI likes = URI.create(Addresses.url(first.addresses().publish().orElseThrow()) + "/likes");
        HttpRequest request = HttpRequest.newBuilder(likes)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"video\":\"" + video + "\"}"))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    private static void awaitLine(BufferedReader lines, String wanted) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(wanted)) {
            line = lines.readLine();
        }
        assertThat(line).isEqualTo(wanted);
    }

    private Map<String, Object> seed() {
        InetSocketAddress remoting = first.addresses().remoting();
        return Map.of("ovation.node.seed-nodes", remoting.getHostString() + ':' + remoting.getPort());
    }

    private Config config(String name, Map<String, Object> more, RemotingTls tls) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("ovation.node.remoting-tls.certificate", tls.certificate().toString());
        all.put("ovation.node.remoting-tls.key", tls.key().toString());
        all.put("ovation.node.remoting-tls.authority", tls.authority().toString());
        return config(name, all);
    }

    private Config config(String name, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("akka.cluster.shutdown-after-unsuccessful-join-seed-nodes", "5 s");
        return ConfigFactory.parseMap(all).withFallback(TestConfig.of(directory.resolve(name)));
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static final class TrustEverybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
